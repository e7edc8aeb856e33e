using Coop.Engine.Deciding;
using Coop.Engine.People;
using Coop.Server.ApiKeys;
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
                    page => new DecisionListView([.. page.Select(DecisionView.Of)])))
            .Needs(Permission.ViewInvestigation)
            .WithSummary("List decisions").WithDescription("Newest first: of one item (itemId), or of all; before is the id of the last one of the page before.")
            .Produces<DecisionListView>().Refuses(400);
        decisions.MapGet("/{id}", async (string id, Caller caller, DecisionFeature feature, CancellationToken cancellation) =>
                Answer.Ok(await feature.FindAsync(caller.OrgId, id, cancellation), DecisionView.Of))
            .Needs(Permission.ViewInvestigation)
            .WithSummary("Get a decision").WithDescription("With every condition's value, score and reason, and what became of its actions.")
            .Produces<DecisionView>().Refuses(404);
    }
}
