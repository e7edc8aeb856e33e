using Coop.Engine.Orgs;
using Coop.Engine.People;
using Coop.Server.Access;
using Coop.Server.Errors;
using Coop.Server.Settings;

namespace Coop.Server.Orgs;

internal static class OrgEndpoints
{
    public static void MapOrganisation(this IEndpointRouteBuilder admin)
    {
        var org = admin.MapGroup("/organisation").WithTags("Organisation");
        org.MapGet("", async (Caller caller, OrgFeature feature, CancellationToken cancellation) =>
                VersionedAnswer.Of(await feature.FindAsync(caller.OrgId, cancellation), OrganisationView.Of))
            .Needs(Permission.ManageOrg)
            .WithSummary("Get your organisation")
            .WithMetadata(new VersionsMetadata(GivesETag: true, TakesIfMatch: false)).Produces<OrganisationView>().Refuses(404);
        org.MapPut("", async (OrganisationDraft draft, IfMatch condition, Caller caller, OrgFeature feature, CancellationToken cancellation) =>
                await condition.Beside(draft.Version).OfAsync(
                    version => feature.RenameAsync(caller.OrgId, draft.Name, caller.Id, version ?? draft.Version, cancellation), OrganisationView.Of))
            .Needs(Permission.ManageOrg)
            .WithSummary("Rename your organisation")
            .WithMetadata(new VersionsMetadata(GivesETag: true, TakesIfMatch: true)).Produces<OrganisationView>().Refuses(400, 404, 409, 412);
    }
}
