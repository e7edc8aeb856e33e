using System.Net;
using Coop.Engine.Actions;
using Coop.Engine.Outbox;
using Coop.Server.Actions;
using Coop.Tests.Server;
using Coop.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Coop.Tests.Actions;

/// <summary>A test delivery tells what a real one would come to, and nothing of what the receiver says.</summary>
public sealed class ActionTrialTests(AcmeServer fixture) : IClassFixture<AcmeServer>
{
    [Fact]
    public async Task It_is_judged_by_its_status_though_the_answer_never_ends_and_the_answer_is_not_told()
    {
        var ended = new TaskCompletionSource();
        await using var receiver = await WebhookReceiver.StartAsync(async (context, _) =>
        {
            context.Response.StatusCode = StatusCodes.Status200OK;
            await context.Response.WriteAsync("internal words");
            await context.Response.Body.FlushAsync();
            await ended.Task;
        });
        var org = new Moderation(await fixture.Server.CreateOrgAsync());
        await org.PostTypeAsync();
        var id = await org.WebhookAsync("Hide", receiver.Url, """, "callbackHeaders": { "authorization": "Bearer s3cr3t" }""");
        var action = (await fixture.Server.Get<ActionFeature>().FindAsync(org.Org.Id, id, TestContext.Current.CancellationToken)).Value.Value;

        var tried = await fixture.Server.Get<ActionTrial>().SendAsync(action, TestContext.Current.CancellationToken);
        ended.SetResult();

        Assert.Equal(new DeliveryAttempt(DeliveryVerdict.Delivered, 200, null), tried.Attempt);
        Assert.DoesNotContain("internal words", tried.ToString(), StringComparison.Ordinal);
        Assert.Equal("Bearer s3cr3t", Assert.Single(receiver.Received).Header("authorization"));
    }

    [Fact]
    public async Task The_API_shows_no_header_value_and_a_webhook_carries_it_also_after_the_action_was_sent_back_as_it_was_shown()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var org = new Moderation(await fixture.Server.CreateOrgAsync());
        var type = await org.PostTypeAsync();
        var id = await org.WebhookAsync("Hide", receiver.Url, """, "callbackHeaders": { "authorization": "Bearer s3cr3t" }""");

        var shown = await org.Org.Admin.Get("/api/v1/admin/actions/" + id).ExpectAsync(HttpStatusCode.OK);
        Assert.Equal("""{"authorization":{"saved":true}}""", shown.GetProperty("callbackHeaders").GetRawText());
        await org.Org.Admin.PutJsonAsync("/api/v1/admin/actions/" + id, shown.GetRawText()).ExpectAsync(HttpStatusCode.OK);

        await org.RuleAsync("Bad text", type, [id]);
        await org.SubmitAsync(Moderation.Item("1", type, "bad"));
        Assert.Equal("Bearer s3cr3t", (await receiver.SeeAsync(1))[0].Header("authorization"));
    }
}
