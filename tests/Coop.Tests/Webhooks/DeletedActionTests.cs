using System.Net;
using System.Text.Json;
using Coop.Engine.Outbox;
using Coop.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Coop.Tests.Webhooks;

/// <summary>Whoever deletes an action wants nothing more sent for it; its decisions say what was not delivered.</summary>
public sealed class DeletedActionTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebhookReceiver _receiver = null!;
    private TestServer _server = null!;
    private Moderation _org = null!;
    private string _post = "";
    private string _action = "";
    private string _rule = "";

    public async ValueTask InitializeAsync()
    {
        _receiver = await WebhookReceiver.StartAsync(async (context, _) =>
        {
            context.Response.StatusCode = context.Request.Path == "/gone" ? StatusCodes.Status410Gone : StatusCodes.Status503ServiceUnavailable;
            if (context.Request.Path == "/hang")
            {
                await _released.Task;
            }
        });
        _server = await TestServer.StartAsync(configure: builder => builder.Services.AddSingleton<TimeProvider>(_time));
        _org = new Moderation(await _server.CreateOrgAsync());
        _post = await _org.PostTypeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _released.TrySetResult();
        await _server.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact(DisplayName = "Deleting an action ends its waiting webhooks at once and visibly, and those of others wait on")]
    public async Task What_waits_ends_with_its_action()
    {
        var other = await _org.WebhookAsync("Other", _receiver.Url);
        await _org.RuleAsync("Other text", _post, [other], conditions: Moderation.TextEquals(_post, "other"));
        await BadItemAsync("/hook");
        await _org.SubmitAsync(Moderation.Item("other", _post, "other"));
        await _org.ExecutionAsync("1", IsTried);
        await _org.ExecutionAsync("other", IsTried);

        await DeleteActionAsync();

        Assert.Equal(("FAILED", DeliveryEnd.ActionDeleted, 1), Told(await NowAsync("1")));
        Assert.Equal("PENDING", (await NowAsync("other")).GetProperty("state").GetString());
        await Eventually.SeeAsync(() =>
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            return _receiver.Received.Count(webhook => webhook.Json.GetProperty("action").GetProperty("id").ValueEquals(other)) > 2;
        });
        Assert.Single(_receiver.Received, webhook => webhook.Json.GetProperty("action").GetProperty("id").ValueEquals(_action));
    }

    [Fact(DisplayName = "One that is on its way when its action is deleted ends at its next try, unsent")]
    public async Task What_is_on_its_way_ends_at_its_next_try()
    {
        await BadItemAsync("/hang");
        await _receiver.SeeAsync(1);

        await DeleteActionAsync();
        Assert.Equal("PENDING", (await NowAsync("1")).GetProperty("state").GetString());
        _released.SetResult();
        await _org.ExecutionAsync("1", IsTried);

        var ended = await Eventually.SeeAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return NowAsync("1");
            },
            execution => execution.GetProperty("state").ValueEquals("FAILED"));
        Assert.Equal(("FAILED", DeliveryEnd.ActionDeleted, 1), Told(ended));
        Assert.Single(_receiver.Received);
    }

    [Fact(DisplayName = "One that was given up is not sent again when its action is deleted: who asks is told, and it stays as it was")]
    public async Task What_was_given_up_is_not_sent_again_without_its_action()
    {
        await BadItemAsync("/gone");
        var failed = await _org.ExecutionAsync("1", execution => execution.GetProperty("state").ValueEquals("FAILED"));
        await DeleteActionAsync();

        using var refused = await _org.Org.Admin.PostAsync($"/api/v1/admin/deliveries/{failed.GetProperty("id").GetString()}/resend", null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("delivery.action-gone", (await refused.JsonAsync()).GetProperty("errors")[0].GetProperty("code").GetString());
        Assert.Equal(failed.GetRawText(), (await NowAsync("1")).GetRawText());
        Assert.Single(_receiver.Received);
    }

    private async Task BadItemAsync(string path)
    {
        _action = await _org.WebhookAsync("Hide", new Uri(_receiver.Address, path).ToString());
        _rule = await _org.RuleAsync("Bad text", _post, [_action]);
        await _org.SubmitAsync(Moderation.Item("1", _post, "bad"));
    }

    private async Task DeleteActionAsync()
    {
        foreach (var path in (string[])[$"rules/{_rule}", $"actions/{_action}"])
        {
            using var deleted = await _org.Org.Admin.DeleteAsync($"/api/v1/admin/{path}");
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        }
    }

    private Task<JsonElement> NowAsync(string item) => _org.ExecutionAsync(item, _ => true);

    private static bool IsTried(JsonElement execution) => execution.TryGetProperty("lastStatus", out _);

    private static (string? State, string? Error, int Attempts) Told(JsonElement execution) =>
        (execution.GetProperty("state").GetString(), execution.GetProperty("lastError").GetString(), execution.GetProperty("attempts").GetInt32());
}
