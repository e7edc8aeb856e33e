using System.Net;
using System.Text.Json;
using Coop.Tests.Server;
using Coop.Tests.Support;

namespace Coop.Tests.Webhooks;

public sealed class DeliveryEndpointsTests(AcmeServer fixture) : IClassFixture<AcmeServer>
{
    private const string Admin = "/api/v1/admin";

    [Fact]
    public async Task Failed_deliveries_are_listed_and_sent_again_one_by_one_and_all_together()
    {
        var isGone = true;
        await using var receiver = await WebhookReceiver.StartAsync((context, _) =>
        {
            context.Response.StatusCode = isGone ? 410 : 204;
            return Task.CompletedTask;
        });
        var org = new Moderation(await fixture.Server.CreateOrgAsync());
        var post = await org.PostTypeAsync();
        var action = await org.WebhookAsync("Hide", receiver.Url);
        await org.RuleAsync("Bad text", post, [action]);
        await org.SubmitAsync([.. Enumerable.Range(0, 3).Select(i => Moderation.Item($"{i}", post, "bad"))]);
        var failed = await ListAsync(org, action, "FAILED", 3);
        Assert.All(failed, delivery => Assert.Equal(1, delivery.GetProperty("attempts").GetInt32()));

        isGone = false;
        var sent = await org.Org.Admin.PostJsonAsync($"{Admin}/deliveries/{Id(failed[0])}/resend", "").ExpectAsync(HttpStatusCode.OK);
        Assert.Equal(Id(failed[0]), Id(sent));
        var all = await org.Org.Admin.PostJsonAsync($"{Admin}/actions/{action}/deliveries/resend", "").ExpectAsync(HttpStatusCode.OK);
        Assert.Equal((2, false), (all.GetProperty("count").GetInt32(), all.GetProperty("mayBeMore").GetBoolean()));

        var delivered = await ListAsync(org, action, "DELIVERED", 3);
        Assert.Equal(failed.Select(Id).Order(), delivered.Select(Id).Order());
        Assert.Equal(3, receiver.Received.Select(webhook => webhook.Key).Distinct().Count());
        var again = await org.Org.Admin.PostJsonAsync($"{Admin}/deliveries/{Id(failed[0])}/resend", "").ExpectAsync(HttpStatusCode.Conflict);
        Assert.Contains("delivery.delivered", again.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_ones_own_is_not_found_and_what_is_not_allowed_is_refused()
    {
        var org = new Moderation(await fixture.Server.CreateOrgAsync());
        var stranger = await fixture.Server.CreateOrgAsync("Stranger");
        var action = await org.WebhookAsync("Hide", "http://127.0.0.1:9/hook");

        await stranger.Admin.Get($"{Admin}/actions/{action}/deliveries").ExpectAsync(HttpStatusCode.NotFound);
        await stranger.Admin.PostJsonAsync($"{Admin}/actions/{action}/deliveries/resend", "").ExpectAsync(HttpStatusCode.NotFound);
        await org.Org.Admin.PostJsonAsync($"{Admin}/deliveries/nonsense/resend", "").ExpectAsync(HttpStatusCode.NotFound);
        await org.Org.Items.PostJsonAsync($"{Admin}/deliveries/nonsense/resend", "").ExpectAsync(HttpStatusCode.Forbidden);
        await org.Org.Admin.Get($"{Admin}/actions/{action}/deliveries?state=LOST").ExpectAsync(HttpStatusCode.BadRequest);
        await org.Org.Admin.Get($"{Admin}/actions/{action}/deliveries?limit=201").ExpectAsync(HttpStatusCode.BadRequest);
    }

    private static Task<IReadOnlyList<JsonElement>> ListAsync(Moderation org, string action, string state, int count) => Eventually.SeeAsync(
        async () => (IReadOnlyList<JsonElement>)[.. (await org.Org.Admin.Get($"{Admin}/actions/{action}/deliveries?state={state}").ExpectAsync(HttpStatusCode.OK)).GetProperty("deliveries").EnumerateArray()],
        deliveries => deliveries.Count == count);

    private static string Id(JsonElement delivery) => delivery.GetProperty("id").GetString()!;
}
