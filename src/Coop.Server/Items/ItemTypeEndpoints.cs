using Coop.Engine.Items;
using Coop.Engine.People;
using Coop.Server.ApiKeys;
using Coop.Server.Errors;

namespace Coop.Server.Items;

internal static class ItemTypeEndpoints
{
    public static void MapItemTypes(this IEndpointRouteBuilder admin)
    {
        var types = admin.MapGroup("/item-types").WithTags("Item types");
        types.MapGet("", async (Caller caller, ItemTypeFeature feature, CancellationToken cancellation) =>
                new ItemTypeListView([.. (await feature.ListAsync(caller.OrgId, cancellation)).Select(ItemTypeView.Of)]))
            .Needs(Permission.ViewRulesDashboard)
            .WithSummary("List item types");
        types.MapGet("/{id}", async (string id, Caller caller, ItemTypeFeature feature, CancellationToken cancellation) =>
                Answer.Ok(await feature.FindAsync(caller.OrgId, id, cancellation), ItemTypeView.Of))
            .Needs(Permission.ViewRulesDashboard)
            .WithSummary("Get an item type").Produces<ItemTypeView>().Refuses(404);
        types.MapPost("", async (ItemTypeDraft draft, Caller caller, ItemTypeFeature feature, CancellationToken cancellation) =>
                Answer.Created(await feature.CreateAsync(caller.OrgId, draft, cancellation), ItemTypeView.Of, type => $"/api/v1/admin/item-types/{type.Id}"))
            .Needs(Permission.ManageOrg)
            .WithSummary("Create an item type").Produces<ItemTypeView>(201).Refuses(400, 409);
        types.MapPut("/{id}", async (string id, ItemTypeDraft draft, Caller caller, ItemTypeFeature feature, CancellationToken cancellation) =>
                Answer.Ok(await feature.ReplaceAsync(caller.OrgId, id, draft, cancellation), ItemTypeView.Of))
            .Needs(Permission.ManageOrg)
            .WithSummary("Replace an item type").WithDescription("Makes a new version. The kind stays.").Produces<ItemTypeView>().Refuses(400, 404, 409);
        types.MapDelete("/{id}", async (string id, Caller caller, ItemTypeFeature feature, CancellationToken cancellation) =>
                Answer.NoContent(await feature.DeleteAsync(caller.OrgId, id, cancellation)))
            .Needs(Permission.ManageOrg)
            .WithSummary("Delete an item type").WithDescription("Refused while a rule uses it, and for the default user type.").Produces(204).Refuses(404, 409);
    }
}
