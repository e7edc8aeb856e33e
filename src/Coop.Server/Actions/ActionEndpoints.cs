using Coop.Engine.Actions;
using Coop.Engine.People;
using Coop.Server.ApiKeys;
using Coop.Server.Errors;

namespace Coop.Server.Actions;

internal static class ActionEndpoints
{
    public static void MapActions(this IEndpointRouteBuilder admin)
    {
        var actions = admin.MapGroup("/actions").WithTags("Actions");
        actions.MapGet("", async (Caller caller, ActionFeature feature, CancellationToken cancellation) =>
                new ActionListView([.. (await feature.ListAsync(caller.OrgId, cancellation)).Select(ActionView.Of)]))
            .Needs(Permission.ManageOrg)
            .WithSummary("List actions");
        actions.MapGet("/{id}", async (string id, Caller caller, ActionFeature feature, CancellationToken cancellation) =>
                Answer.Ok(await feature.FindAsync(caller.OrgId, id, cancellation), ActionView.Of))
            .Needs(Permission.ManageOrg)
            .WithSummary("Get an action").Produces<ActionView>().Refuses(404);
        actions.MapPost("", async (ActionDraft draft, Caller caller, ActionFeature feature, CancellationToken cancellation) =>
                Answer.Created(await feature.CreateAsync(caller.OrgId, draft, cancellation), ActionView.Of, action => $"/api/v1/admin/actions/{action.Id}"))
            .Needs(Permission.ManageOrg)
            .WithSummary("Create an action").WithDescription("A CUSTOM_ACTION is a signed webhook; the others make review jobs.")
            .Produces<ActionView>(201).Refuses(400, 409);
        actions.MapPut("/{id}", async (string id, ActionDraft draft, Caller caller, ActionFeature feature, CancellationToken cancellation) =>
                Answer.Ok(await feature.ReplaceAsync(caller.OrgId, id, draft, read: null, cancellation), ActionView.Of))
            .Needs(Permission.ManageOrg)
            .WithSummary("Replace an action").WithDescription("The type stays. Parameters that are left out stay; [] clears them.")
            .Produces<ActionView>().Refuses(400, 404, 409);
        actions.MapDelete("/{id}", async (string id, Caller caller, ActionFeature feature, CancellationToken cancellation) =>
                Answer.NoContent(await feature.DeleteAsync(caller.OrgId, id, cancellation)))
            .Needs(Permission.ManageOrg)
            .WithSummary("Delete an action").WithDescription("Refused while a rule takes it.").Produces(204).Refuses(404, 409);
    }
}
