using System.Globalization;
using System.Net;
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

    [Fact(DisplayName = "D-31: a failing receiver is tried again in growing waits, under one key with the same bytes; then it succeeds")]
    public async Task Tries_again_until_the_receiver_says_yes()
    {
        await using var receiver = await WebhookReceiver.StartAsync((context, before) =>
        {
            context.Response.StatusCode = before < 5 ? 500 : 204;
            return Task.CompletedTask;
        });
        await BadItemAsync("1", receiver.Url);

        var waited = TimeSpan.Zero;
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            var next = NextAttempt(await AttemptAsync("1", attempt));
            var ceiling = waited + new DeliverySchedule().FirstWait;
            Assert.InRange(next - _time.GetUtcNow(), ceiling * 0.7, ceiling);
            waited += next - _time.GetUtcNow();
            await PassTimeUntilAsync(next, receiver, attempt + 1);
        }

        var delivered = await _org.ExecutionAsync("1", execution => execution.GetProperty("state").ValueEquals("DELIVERED"));
        Assert.Equal(6, delivered.GetProperty("attempts").GetInt32());
        Assert.Single(receiver.Received.Select(webhook => webhook.Key).Distinct());
        Assert.Single(receiver.Received.Select(webhook => Convert.ToHexString(webhook.Body)).Distinct());
    }

    [Fact(DisplayName = "D-31: after three days of noes it is given up, visibly, and can be sent again")]
    public async Task Gives_up_visibly()
    {
        var isMended = false;
        await using var receiver = await WebhookReceiver.StartAsync((context, _) =>
        {
            if (!isMended)
            {
                context.Response.Redirect("https://elsewhere.example.com/");
            }

            return Task.CompletedTask;
        });
        await BadItemAsync("1", receiver.Url);
        var began = _time.GetUtcNow();

        JsonElement failed;
        for (var attempt = 1; (failed = await AttemptAsync("1", attempt)).GetProperty("state").ValueEquals("PENDING"); attempt++)
        {
            await PassTimeUntilAsync(NextAttempt(failed), receiver, attempt + 1);
        }

        Assert.Equal(302, failed.GetProperty("lastStatus").GetInt32());
        Assert.Equal(receiver.Received.Count, failed.GetProperty("attempts").GetInt32());
        Assert.InRange(_time.GetUtcNow() - began, TimeSpan.FromDays(3), TimeSpan.FromDays(3) + TimeSpan.FromMinutes(1));
        Assert.Contains("Redirects are not followed", failed.GetProperty("lastError").GetString(), StringComparison.Ordinal);

        isMended = true;
        var sent = await _org.Org.Admin.PostAsync($"/api/v1/admin/deliveries/{failed.GetProperty("id").GetString()}/resend", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);

        await _org.ExecutionAsync("1", execution => execution.GetProperty("state").ValueEquals("DELIVERED"));
        Assert.Single(receiver.Received.Select(webhook => webhook.Key).Distinct());
        Assert.Single(receiver.Received.Select(webhook => Convert.ToHexString(webhook.Body)).Distinct());
    }

    [Fact]
    public async Task Asks_a_receiver_that_is_gone_for_good_no_second_time()
    {
        await using var receiver = await WebhookReceiver.StartAsync((context, _) =>
        {
            context.Response.StatusCode = 410;
            return Task.CompletedTask;
        });
        await BadItemAsync("1", receiver.Url);

        var failed = await _org.ExecutionAsync("1", execution => execution.GetProperty("state").ValueEquals("FAILED"));

        Assert.Equal((1, 410), (failed.GetProperty("attempts").GetInt32(), failed.GetProperty("lastStatus").GetInt32()));
        Assert.Contains("gone for good", failed.GetProperty("lastError").GetString(), StringComparison.Ordinal);
        Assert.Single(receiver.Received);
    }

    [Fact]
    public async Task Signs_time_and_key_beside_the_body()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await BadItemAsync("1", receiver.Url);

        var webhook = (await receiver.SeeAsync(1))[0];

        var pem = (await _server.Get<IOrgStore>().FindPublicKeyAsync(_org.Org.Id, TestContext.Current.CancellationToken))!;
        var seconds = long.Parse(webhook.Header("coop-timestamp")!, CultureInfo.InvariantCulture);
        Assert.InRange(seconds, _time.GetUtcNow().AddMinutes(-1).ToUnixTimeSeconds(), _time.GetUtcNow().ToUnixTimeSeconds());
        Assert.Equal(WebhookSigner.KeyIdOf(pem), webhook.Header("coop-key-id"));
        Assert.True(WebhookSigner.VerifyTimed(pem, webhook.Key, seconds, webhook.Body, webhook.Header("coop-timed-signature")!));
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
        Assert.Equal("Could not be sent: Connection refused.", failed.GetProperty("lastError").GetString());
    }

    [Fact]
    public async Task Says_of_a_receiver_without_TLS_that_it_has_to_speak_it()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await BadItemAsync("1", receiver.Url.Replace("http:", "https:", StringComparison.Ordinal));

        Assert.Matches(
            "^Could not be sent: no TLS connection came about: .*[^.][.] Where an address begins with https, the receiver has to speak TLS, with a certificate that this server trusts[.]$",
            (await AttemptAsync("1", 1)).GetProperty("lastError").GetString());
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
        itemId,
        execution => execution.GetProperty("attempts").GetInt32() == attempt && execution.TryGetProperty("lastError", out _)
            // It is counted when it begins; until it is recorded, the time of the next is the one that has come.
            && (execution.GetProperty("state").ValueEquals("FAILED") || NextAttempt(execution) > _time.GetUtcNow()));

    private static DateTimeOffset NextAttempt(JsonElement execution) => execution.GetProperty("nextAttemptAt").GetDateTimeOffset();
}
