using Coop.Engine.People;
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
            .Needs(Permission.ViewRulesDashboard)
            .WithSummary("List rules");
        rules.MapGet("/{id}", async (string id, Caller caller, RuleFeature feature, CancellationToken cancellation) =>
                Answer.Ok(await feature.FindAsync(caller.OrgId, id, cancellation), RuleView.Of))
            .Needs(Permission.ViewRulesDashboard)
            .WithSummary("Get a rule").Produces<RuleView>().Refuses(404);
        rules.MapPost("", async (RuleDraft draft, Caller caller, RuleFeature feature, CancellationToken cancellation) =>
                Answer.Created(await feature.SaveAsync(caller.Actor, null, draft, cancellation), RuleView.Of, current => $"/api/v1/admin/rules/{current.Rule.Id}"))
            .Needs(Permission.MutateNonLiveRules)
            .WithSummary("Create a rule").WithDescription("Everything it refers to is checked; every mistake is reported with its pointer. docs/rules.md has the form of conditions.")
            .Produces<RuleView>(201).Refuses(400, 409);
        rules.MapPut("/{id}", async (string id, RuleDraft draft, Caller caller, RuleFeature feature, CancellationToken cancellation) =>
                Answer.Ok(await feature.SaveAsync(caller.Actor, id, draft, cancellation), RuleView.Of))
            .Needs(Permission.MutateNonLiveRules)
            .WithSummary("Replace a rule").WithDescription("Makes a new version; the next item sees it. Send the version that was read to be refused when somebody else changed the rule since; without one it replaces what is there.").Produces<RuleView>().Refuses(400, 404, 409);
        rules.MapDelete("/{id}", async (string id, Caller caller, RuleFeature feature, CancellationToken cancellation) =>
                Answer.NoContent(await feature.DeleteAsync(caller.Actor, id, cancellation)))
            .Needs(Permission.MutateNonLiveRules)
            .WithSummary("Delete a rule").Produces(204).Refuses(404);
    }
}
