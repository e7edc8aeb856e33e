using System.Net;
using Coop.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Coop.Tests.Webhooks;

/// <summary>A platform has all its callbacks on one host; one of them that fails costs the others nothing. The clock stands still, so that what hangs never times out.</summary>
public sealed class AddressesOfOneHostTests : IAsyncLifetime
{
    private const int Items = 60;

    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _four = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _together;
    private WebhookReceiver _receiver = null!;
    private TestServer _server = null!;
    private Moderation _org = null!;
    private string _post = "";

    public async ValueTask InitializeAsync()
    {
        _receiver = await WebhookReceiver.StartAsync((context, _) => AnswerAsync(context));
        _server = await TestServer.StartAsync(configure: builder =>
            builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero))));
        _org = new Moderation(await _server.CreateOrgAsync());
        _post = await _org.PostTypeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _released.TrySetResult();
        _four.TrySetResult();
        await _server.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Theory(DisplayName = "However many addresses of a host hang, all webhooks of another one of it arrive")]
    [InlineData(1)]
    [InlineData(30)]
    public async Task What_hangs_holds_back_nobody_else_on_its_host(int hanging)
    {
        List<string> hangs = [];
        for (var i = 0; i < hanging; i++)
        {
            hangs.Add(await _org.WebhookAsync($"Hangs {i}", Url($"/hang/{i}")));
        }

        foreach (var (index, some) in hangs.Chunk(10).Index())
        {
            await _org.RuleAsync($"Bad text {index}", _post, some);
        }

        await _org.RuleAsync("Bad text", _post, [await _org.WebhookAsync("Answers", Url("/ok"))]);

        await _org.SubmitAsync([.. Enumerable.Range(0, Items).Select(i => Moderation.Item($"{i}", _post, "bad"))]);

        await Eventually.SeeAsync(() => _receiver.Received.Where(webhook => webhook.Path == "/ok").DistinctBy(webhook => webhook.Key).Count() == Items);
    }

    [Fact(DisplayName = "An address that is gone leaves the others of its host up, with several webhooks at once")]
    public async Task One_that_is_gone_leaves_the_others_up()
    {
        await _org.RuleAsync("Gone", _post, [await _org.WebhookAsync("Gone", Url("/gone"))], conditions: Moderation.TextEquals(_post, "gone"));
        await _org.RuleAsync("Four", _post, [await _org.WebhookAsync("Four", Url("/four?of=them"))], conditions: Moderation.TextEquals(_post, "four"));
        await _org.SubmitAsync(Moderation.Item("gone", _post, "gone"));
        await _org.ExecutionAsync("gone", execution => execution.GetProperty("state").ValueEquals("FAILED"));

        await _org.SubmitAsync([.. Enumerable.Range(0, 4).Select(i => Moderation.Item($"{i}", _post, "four"))]);

        // None of them is answered before all four are there.
        await _org.ExecutionAsync("3", execution => execution.GetProperty("state").ValueEquals("DELIVERED"));
        var failing = Assert.Single((await _org.Org.Admin.Get("/api/v1/admin/webhook-receivers/failing").ExpectAsync(HttpStatusCode.OK)).GetProperty("receivers").EnumerateArray());
        Assert.Equal((Url("/gone"), true), (failing.GetProperty("place").GetString(), failing.GetProperty("gone").GetBoolean()));
    }

    private string Url(string path) => new Uri(_receiver.Address, path).ToString();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path.StartsWith("/hang", StringComparison.Ordinal))
        {
            await _released.Task;
        }
        else if (path == "/gone")
        {
            context.Response.StatusCode = StatusCodes.Status410Gone;
        }
        else if (path == "/four")
        {
            if (Interlocked.Increment(ref _together) == 4)
            {
                _four.SetResult();
            }

            await _four.Task;
        }
    }
}
