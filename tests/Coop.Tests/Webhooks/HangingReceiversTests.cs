using Coop.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Coop.Tests.Webhooks;

/// <summary>Two hundred receivers of one organisation hang, each with more webhooks than it may have at once; the clock stands still, so that none of them ever times out.</summary>
public sealed class HangingReceiversTests
{
    private const int Receivers = 200;
    private const int PerReceiver = 6;

    [Fact]
    public async Task Another_organisations_webhooks_arrive_while_all_of_them_hang()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var released = new TaskCompletionSource();
        await using var hanging = await WebhookReceiver.StartAsync((_, _) => released.Task, everywhere: true);
        await using var quick = await WebhookReceiver.StartAsync();
        await using var server = await TestServer.StartAsync(configure: builder => builder.Services.AddSingleton<TimeProvider>(time));
        var (one, other) = (new Moderation(await server.CreateOrgAsync("A")), new Moderation(await server.CreateOrgAsync("B")));
        var (post, otherPost) = (await one.PostTypeAsync(), await other.PostTypeAsync());

        // Every address in 127.0.0.0/8 is this machine, and each is a receiver of its own.
        List<string> actions = [];
        for (var i = 1; i <= Receivers; i++)
        {
            actions.Add(await one.WebhookAsync($"Hook {i}", hanging.Url.Replace("127.0.0.1", $"127.0.1.{i}", StringComparison.Ordinal)));
        }

        foreach (var (index, some) in actions.Chunk(20).Index())
        {
            await one.RuleAsync($"Bad text {index}", post, some);
        }

        await other.RuleAsync("Bad text", otherPost, [await other.WebhookAsync("Hide", quick.Url)]);
        await one.SubmitAsync([.. Enumerable.Range(0, PerReceiver).Select(i => Moderation.Item($"a{i}", post, "bad"))]);
        await hanging.SeeAsync(Receivers);

        await other.SubmitAsync([.. Enumerable.Range(0, 20).Select(i => Moderation.Item($"b{i}", otherPost, "bad"))]);

        await quick.SeeAsync(20);
        Assert.InRange(hanging.Received.Count, Receivers, 256);
        released.SetResult();
    }
}
