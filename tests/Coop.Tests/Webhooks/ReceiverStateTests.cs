using System.Net;
using System.Text.Json;
using Coop.Engine.Outbox;
using Coop.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Coop.Tests.Webhooks;

/// <summary>A receiver goes down with many webhooks, and comes back: who is told, where, in which words.</summary>
public sealed class ReceiverStateTests
{
    private const int Webhooks = 12;

    [Fact]
    public async Task One_line_in_the_log_when_it_goes_down_and_one_when_it_is_back_and_the_API_says_so_in_between()
    {
        var log = new KeptLog();
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var isBroken = true;
        await using var receiver = await WebhookReceiver.StartAsync((context, _) =>
        {
            context.Response.StatusCode = isBroken ? 503 : 204;
            return Task.CompletedTask;
        });
        await using var server = await TestServer.StartAsync(configure: builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(time);
            builder.Logging.AddProvider(log);
        });
        var org = new Moderation(await server.CreateOrgAsync());
        var post = await org.PostTypeAsync();
        var action = await org.WebhookAsync("Hide", receiver.Url);
        await org.RuleAsync("Bad text", post, [action]);
        await org.SubmitAsync([.. Enumerable.Range(0, Webhooks).Select(i => Moderation.Item($"{i}", post, "bad"))]);
        await SeeAttemptsAsync(org, action, Webhooks);

        var failing = Assert.Single((await org.Org.Admin.Get("/api/v1/admin/webhook-receivers/failing").ExpectAsync(HttpStatusCode.OK)).GetProperty("receivers").EnumerateArray());
        Assert.Equal(receiver.Url, failing.GetProperty("place").GetString());
        Assert.True(failing.GetProperty("down").GetBoolean());
        Assert.Equal((Webhooks, 0, Webhooks, 503), (Number(failing, "waiting"), Number(failing, "givenUp"), Number(failing, "failedTries"), Number(failing, "lastStatus")));
        var stranger = await server.CreateOrgAsync("Stranger");
        Assert.Empty((await stranger.Admin.Get("/api/v1/admin/webhook-receivers/failing").ExpectAsync(HttpStatusCode.OK)).GetProperty("receivers").EnumerateArray());

        isBroken = false;
        await Eventually.SeeAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return receiver.Received.Count >= 2 * Webhooks;
        });
        await Eventually.SeeAsync(() => server.Get<IOutbox>().WaitingAsync(CancellationToken.None), waiting => waiting.Count == 0);

        // Of requests to the API is said where they went.
        var lines = log.Lines.Where(line => line.Contains("webhook", StringComparison.OrdinalIgnoreCase) && !line.Contains("/api/", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, lines.Count);
        Assert.Contains($"The webhook receiver {receiver.Url} of organisation {org.Org.Id} is down, failing since 2030-01-01T00:00:00Z. The receiver answered 503. {Webhooks} webhooks wait for it and are tried again for 3 days in all; none was given up", lines[0], StringComparison.Ordinal);
        Assert.Contains($"is back. It was failing since 2030-01-01T00:00:00Z, {Webhooks} tries in a row; ", lines[1], StringComparison.Ordinal);
        Assert.Empty((await org.Org.Admin.Get("/api/v1/admin/webhook-receivers/failing").ExpectAsync(HttpStatusCode.OK)).GetProperty("receivers").EnumerateArray());
    }

    private static Task<IReadOnlyList<JsonElement>> SeeAttemptsAsync(Moderation org, string action, int count) => Eventually.SeeAsync(
        async () => (IReadOnlyList<JsonElement>)[.. (await org.Org.Admin.Get($"/api/v1/admin/actions/{action}/deliveries").ExpectAsync(HttpStatusCode.OK)).GetProperty("deliveries").EnumerateArray()],
        deliveries => deliveries.Count == count && deliveries.All(delivery => delivery.TryGetProperty("lastStatus", out _)));

    private static int Number(JsonElement json, string name) => json.GetProperty(name).GetInt32();
}
