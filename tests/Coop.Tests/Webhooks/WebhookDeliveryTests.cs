using System.Text.Json;
using Coop.Engine.Orgs;
using Coop.Engine.Outbox;
using Coop.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Coop.Tests.Webhooks;

/// <summary>From an item to its webhook, with a real receiver; the clock is the test's.</summary>
public sealed class WebhookDeliveryTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private TestServer _server = null!;
    private Moderation _org = null!;
    private string _post = "";

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync(configure: builder => builder.Services.AddSingleton<TimeProvider>(_time));
        _org = new Moderation(await _server.CreateOrgAsync());
        _post = await _org.PostTypeAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact(DisplayName = "4.5: the body, the headers and a signature that verifies against the organisation's public key")]
    public async Task Sends_what_the_platform_expects()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var action = await _org.WebhookAsync("Hide", receiver.Url, """, "callbackHeaders": { "x-tenant": "seven" }, "callbackBody": { "source": "coop" }""");
        var policy = await _org.PolicyAsync("Spam", "HIGH");
        var rule = await _org.RuleAsync("Bad text", _post, [action], [policy]);

        await _org.SubmitAsync($$"""{ "id": "1", "typeId": "{{_post}}", "data": { "text": "bad", "author": { "id": "u1", "typeId": "{{_post}}" } } }""");

        var webhook = (await receiver.SeeAsync(1))[0];
        Assert.Equal(("POST", "/hook", "seven", "application/json"), (webhook.Method, webhook.Path, webhook.Header("x-tenant"), webhook.Header("content-type")));
        Assert.Equal(
            $$$"""{"item":{"id":"1","typeId":"{{{_post}}}","typeName":"Post"},"policies":[{"id":"{{{policy}}}","name":"Spam","penalty":"HIGH"}],"rules":[{"id":"{{{rule}}}","name":"Bad text"}],"action":{"id":"{{{action}}}"},"custom":{"source":"coop"},"creator":{"id":"u1","typeId":"{{{_post}}}"}}""",
            System.Text.Encoding.UTF8.GetString(webhook.Body));
        var keys = await _server.Get<IOrgStore>().FindSigningKeysAsync(_org.Org.Id, TestContext.Current.CancellationToken);
        Assert.True(webhook.IsSignedBy(keys!.PublicKeyPem));
        var execution = await _org.ExecutionAsync("1", execution => execution.GetProperty("state").ValueEquals("DELIVERED"));
        Assert.Equal((execution.GetProperty("id").GetString(), 204, 1), (webhook.Key, execution.GetProperty("lastStatus").GetInt32(), execution.GetProperty("attempts").GetInt32()));
    }

    [Fact(DisplayName = "D-31: a failing receiver is tried five times more, each within its ceiling, under one key; then it succeeds")]
    public async Task Tries_again_until_the_receiver_says_yes()
    {
        await using var receiver = await WebhookReceiver.StartAsync((context, before) =>
        {
            context.Response.StatusCode = before < 5 ? 500 : 204;
            return Task.CompletedTask;
        });
        await BadItemAsync("1", receiver.Url);

        for (var attempt = 1; attempt <= 5; attempt++)
        {
            var next = NextAttempt(await AttemptAsync("1", attempt));
            Assert.InRange(next, _time.GetUtcNow(), _time.GetUtcNow() + WebhookRetry.Ceiling(attempt));
            await PassTimeUntilAsync(next, receiver, attempt + 1);
        }

        var delivered = await _org.ExecutionAsync("1", execution => execution.GetProperty("state").ValueEquals("DELIVERED"));
        Assert.Equal(6, delivered.GetProperty("attempts").GetInt32());
        Assert.Single(receiver.Received.Select(webhook => webhook.Key).Distinct());
        Assert.Single(receiver.Received.Select(webhook => Convert.ToHexString(webhook.Body)).Distinct());
    }

    [Fact(DisplayName = "D-31: after the sixth failure it is given up, visibly")]
    public async Task Gives_up_visibly()
    {
        await using var receiver = await WebhookReceiver.StartAsync((context, _) =>
        {
            context.Response.Redirect("https://elsewhere.example.com/");
            return Task.CompletedTask;
        });
        await BadItemAsync("1", receiver.Url);

        for (var attempt = 1; attempt <= 5; attempt++)
        {
            await PassTimeUntilAsync(NextAttempt(await AttemptAsync("1", attempt)), receiver, attempt + 1);
        }

        var failed = await _org.ExecutionAsync("1", execution => execution.GetProperty("state").ValueEquals("FAILED"));
        Assert.Equal((6, 302), (failed.GetProperty("attempts").GetInt32(), failed.GetProperty("lastStatus").GetInt32()));
        Assert.Contains("Redirects are not followed", failed.GetProperty("lastError").GetString(), StringComparison.Ordinal);
        Assert.Equal(6, receiver.Received.Count);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Leaves_a_receiver_alone_as_long_as_it_asks(int status)
    {
        await using var receiver = await WebhookReceiver.StartAsync((context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "600";
            return Task.CompletedTask;
        });
        await BadItemAsync("1", receiver.Url);

        Assert.Equal(_time.GetUtcNow().AddSeconds(600), NextAttempt(await AttemptAsync("1", 1)));
    }

    [Fact]
    public async Task Gives_a_silent_receiver_ten_seconds()
    {
        var released = new TaskCompletionSource();
        await using var receiver = await WebhookReceiver.StartAsync((_, _) => released.Task);
        await BadItemAsync("1", receiver.Url);
        await receiver.SeeAsync(1);

        _time.Advance(TimeSpan.FromSeconds(10));

        var failed = await AttemptAsync("1", 1);
        released.SetResult();
        Assert.Equal("No answer within 10 seconds.", failed.GetProperty("lastError").GetString());
    }

    [Fact]
    public async Task Says_when_nobody_listens()
    {
        await BadItemAsync("1", "http://127.0.0.1:9/hook");

        var failed = await AttemptAsync("1", 1);

        Assert.Equal(JsonValueKind.Undefined, failed.TryGetProperty("lastStatus", out var status) ? status.ValueKind : default);
        Assert.StartsWith("Could not be sent:", failed.GetProperty("lastError").GetString(), StringComparison.Ordinal);
    }

    private async Task BadItemAsync(string id, string url)
    {
        await _org.RuleAsync("Bad text", _post, [await _org.WebhookAsync("Hide", url)]);
        await _org.SubmitAsync(Moderation.Item(id, _post, "bad"));
    }

    /// <summary>Steps the clock to a moment and sees the delivery that is due then.</summary>
    private async Task PassTimeUntilAsync(DateTimeOffset moment, WebhookReceiver receiver, int count)
    {
        var wait = moment - _time.GetUtcNow();
        _time.Advance(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
        await Eventually.SeeAsync(() =>
        {
            // The sender's naps are on this clock too: let it wake up.
            _time.Advance(TimeSpan.FromMilliseconds(1));
            return receiver.Received.Count >= count;
        });
    }

    private Task<JsonElement> AttemptAsync(string itemId, int attempt) => _org.ExecutionAsync(
        itemId, execution => execution.GetProperty("attempts").GetInt32() == attempt && execution.TryGetProperty("lastError", out _));

    private static DateTimeOffset NextAttempt(JsonElement execution) => execution.GetProperty("nextAttemptAt").GetDateTimeOffset();
}
