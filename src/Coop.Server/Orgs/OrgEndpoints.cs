using Coop.Engine.Orgs;
using Coop.Engine.People;
using Coop.Server.Access;
using Coop.Server.Bodies;
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
        org.MapPut("", async (JsonBody<OrganisationDraft> body, IfMatch condition, Caller caller, OrgFeature feature, CancellationToken cancellation) =>
                await condition.Beside(body.Value.Version).OfAsync(
                    version => feature.RenameAsync(caller.OrgId, body.Value.Name, caller.Id, version ?? body.Value.Version, cancellation), OrganisationView.Of))
            .Needs(Permission.ManageOrg)
            .WithSummary("Rename your organisation")
            .WithMetadata(new VersionsMetadata(GivesETag: true, TakesIfMatch: true)).Produces<OrganisationView>().Refuses(400, 404, 409, 412);
    }
}
