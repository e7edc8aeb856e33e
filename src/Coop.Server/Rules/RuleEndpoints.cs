using Coop.Engine.Rules;
using Coop.Server.ApiKeys;
using Coop.Server.Errors;

namespace Coop.Server.Rules;

internal static class RuleEndpoints
{
    public static void MapRules(this IEndpointRouteBuilder admin)
    {
        var rules = admin.MapGroup("/rules").WithTags("Rules");
        rules.MapGet("", async (Caller caller, RuleFeature feature, CancellationToken cancellation) =>
                new RuleListView([.. (await feature.ListAsync(caller.OrgId, cancellation)).Select(RuleView.Of)]))
            .WithSummary("List rules");
        rules.MapGet("/{id}", async (string id, Caller caller, RuleFeature feature, CancellationToken cancellation) =>
                Answer.Ok(await feature.FindAsync(caller.OrgId, id, cancellation), RuleView.Of))
            .WithSummary("Get a rule").Produces<RuleView>().Refuses(404);
        rules.MapPost("", async (RuleDraft draft, Caller caller, RuleFeature feature, CancellationToken cancellation) =>
                Answer.Created(
                    await feature.CreateAsync(caller.OrgId, draft, caller.KeyId, cancellation), RuleView.Of, current => $"/api/v1/admin/rules/{current.Rule.Id}"))
            .WithSummary("Create a rule").WithDescription("Everything it refers to is checked; every mistake is reported with its pointer. docs/rules.md has the form of conditions.")
            .Produces<RuleView>(201).Refuses(400, 409);
        rules.MapPut("/{id}", async (string id, RuleDraft draft, Caller caller, RuleFeature feature, CancellationToken cancellation) =>
                Answer.Ok(await feature.ReplaceAsync(caller.OrgId, id, draft, cancellation), RuleView.Of))
            .WithSummary("Replace a rule").WithDescription("Makes a new version; the next item sees it.").Produces<RuleView>().Refuses(400, 404, 409);
        rules.MapDelete("/{id}", async (string id, Caller caller, RuleFeature feature, CancellationToken cancellation) =>
                Answer.NoContent(await feature.DeleteAsync(caller.OrgId, id, cancellation)))
            .WithSummary("Delete a rule").Produces(204).Refuses(404);
    }
}
