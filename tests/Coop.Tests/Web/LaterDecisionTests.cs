using System.Net;
using Coop.Storage.Sqlite;
using Coop.Storage.Writing;
using Coop.Tests.Support;

namespace Coop.Tests.Web;

/// <summary>A decision that a newer server on the same data stored: whoever asks an older one is told so, and what to do. It is not read as something else, and nothing breaks.</summary>
public sealed class LaterDecisionTests(FurnishedPages pages) : IClassFixture<FurnishedPages>
{
    [Fact]
    public async Task A_decision_of_a_later_version_is_said_to_be_one_wherever_it_is_read()
    {
        var there = await pages.FurnishAsync("Later");
        await pages.Moderation.SubmitAsync(Moderation.Item("later", there.Type, "free money"));
        var id = Assert.Single(await pages.Moderation.DecisionsAsync("later")).GetProperty("id").GetString()!;
        await pages.Server.Get<WriteLane>().GroupAsync(
            statements => statements[new Sql("UPDATE decisions SET content = unhex('09') || content WHERE sequence = (SELECT max(sequence) FROM decisions)")].Run(), TestContext.Current.CancellationToken);
        var said = $"Decision {id}, about item later, was stored by a later version of Coop, in format 9; this server knows formats up to 2. Update this server";

        var admin = pages.Moderation.Org.Admin;
        foreach (var path in new[] { "decisions", "decisions?itemId=later", $"decisions/{id}", $"decisions/{id}/rules", $"decisions/{id}/rules/{there.Rule}" })
        {
            using var answer = await admin.GetAsync("/api/v1/admin/" + path, TestContext.Current.CancellationToken);
            var error = (await answer.JsonAsync()).GetProperty("errors")[0];
            Assert.Equal((path, HttpStatusCode.ServiceUnavailable, "decision.later-format"), (path, answer.StatusCode, error.GetProperty("code").GetString()));
            Assert.StartsWith(said, error.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        foreach (var path in new[] { "/dashboard", "/dashboard/decisions", $"/dashboard/decisions/{id}", $"/dashboard/rules/proactive/info/{there.Rule}" })
        {
            Assert.Contains(said, await pages.TextAsync(path), StringComparison.Ordinal);
        }

        // What became of its actions lies beside it, and so do webhooks: neither needs it.
        using var deliveries = await admin.GetAsync($"/api/v1/admin/actions/{there.Action}/deliveries", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, deliveries.StatusCode);
    }
}
