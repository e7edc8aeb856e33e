using Coop.Engine.Deciding;
using Coop.Engine.People;
using Coop.Server.Access;
using Coop.Server.Errors;

namespace Coop.Server.Decisions;

internal static class DecisionEndpoints
{
    private const int PageSize = 50;

    public static void MapDecisions(this IEndpointRouteBuilder admin)
    {
        var decisions = admin.MapGroup("/decisions").WithTags("Decisions");
        decisions.MapGet("", async (string? itemId, string? before, int? limit, Caller caller, DecisionFeature feature, CancellationToken cancellation) =>
                Answer.Ok(
                    await feature.ListAsync(caller.OrgId, itemId, before, limit ?? PageSize, cancellation),
                    page => new DecisionListView([.. page.Select(DecisionView.OfMany)])))
            .Needs(Permission.ViewInvestigation)
            .WithSummary("List decisions").WithDescription("Newest first: of one item (itemId), or of all; before is the id of the last one of the page before.")
            .Produces<DecisionListView>().Refuses(400);
        decisions.MapGet("/{id}", async (string id, Caller caller, DecisionFeature feature, CancellationToken cancellation) =>
                Answer.Ok(await feature.FindAsync(caller.OrgId, id, cancellation), DecisionView.Of))
            .Needs(Permission.ViewInvestigation)
            .WithSummary("Get a decision").WithDescription("With the rules that matched, came out unknown or used a fallback, every condition's score and reason, and what became of its actions.")
            .Produces<DecisionView>().Refuses(404);
        decisions.MapGet("/{id}/rules", async (string id, int? skip, int? limit, Caller caller, DecisionFeature feature, CancellationToken cancellation) =>
                Answer.Ok(
                    await feature.ListRulesAsync(caller.OrgId, id, skip ?? 0, limit ?? PageSize, cancellation),
                    page => new RanRuleListView([.. page.Select(RanRuleView.Of)])))
            .Needs(Permission.ViewInvestigation)
            .WithSummary("List the rules of a decision").WithDescription("Every rule that looked at the item, matched or not, in rule order; skip is how many were seen already.")
            .Produces<RanRuleListView>().Refuses(400, 404);
        decisions.MapGet("/{id}/rules/{ruleId}", async (string id, string ruleId, Caller caller, DecisionFeature feature, CancellationToken cancellation) =>
                Answer.Ok(await feature.ExplainAsync(caller.OrgId, id, ruleId, cancellation), RuleOutcomeView.Of))
            .Needs(Permission.ViewInvestigation)
            .WithSummary("Explain a rule of a decision").WithDescription("Why it came out as it did, matched or not, to the last condition: read again over what was measured then.")
            .Produces<RuleOutcomeView>().Refuses(404);
    }
}
