using System.Text.Json;
using Coop.Engine.Integrations;
using Coop.Engine.People;
using Coop.Engine.Problems;
using Coop.Server.ApiKeys;
using Coop.Server.Errors;

namespace Coop.Server.Integrations;

internal static class IntegrationConfigEndpoints
{
    public static void MapIntegrationConfig(this IEndpointRouteBuilder admin)
    {
        var config = admin.MapGroup("/integrations/{id}/config").WithTags("Integrations");
        config.MapGet("", async (string id, Caller caller, IntegrationConfigFeature feature, HttpContext http, CancellationToken cancellation) =>
                Shown(await feature.FindAsync(caller.OrgId, id, cancellation), http))
            .Needs(Permission.ManageOrg)
            .WithSummary("Get your organisation's configuration of an integration")
            .WithDescription("An object with a member per saved field, {} when nothing is saved. A secret is shown as { \"saved\": true }.")
            .Produces<Dictionary<string, JsonElement>>().Refuses(404);
        config.MapPut("", async (string id, JsonElement draft, Caller caller, IntegrationConfigFeature feature, HttpContext http, CancellationToken cancellation) =>
                Shown(await feature.SaveAsync(caller.OrgId, id, draft, caller.Id, null, cancellation), http))
            .Needs(Permission.ManageOrg)
            .WithSummary("Save your organisation's configuration of an integration")
            .WithDescription(
                "Replaces the whole object after checking it against the manifest's fields. A secret that is left out, or sent back as { \"saved\": true }, "
                + "keeps its value; null removes it.")
            .Accepts<Dictionary<string, JsonElement>>("application/json").Produces<Dictionary<string, JsonElement>>().Refuses(400, 404, 413);
        config.MapDelete("", async (string id, Caller caller, IntegrationConfigFeature feature, CancellationToken cancellation) =>
                Answer.NoContent(await feature.DeleteAsync(caller.OrgId, id, caller.Id, null, cancellation)))
            .Needs(Permission.ManageOrg)
            .WithSummary("Remove your organisation's configuration of an integration").Produces(204).Refuses(404);
    }

    private static IResult Shown(Result<MaskedConfig> result, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (result.TryGet(out var config) && config.UpdatedAt is { } updated)
        {
            http.Response.GetTypedHeaders().LastModified = updated;
        }

        return Answer.Ok(result, shown => shown.Json);
    }
}
