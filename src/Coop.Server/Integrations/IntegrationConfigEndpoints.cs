using System.Text.Json;
using Coop.Engine.Integrations;
using Coop.Engine.People;
using Coop.Engine.Problems;
using Coop.Server.Access;
using Coop.Server.Bodies;
using Coop.Server.Errors;
using Coop.Server.Settings;

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
            .Produces<Dictionary<string, JsonElement>>().Refuses(404)
            .WithMetadata(new VersionsMetadata(GivesETag: true, TakesIfMatch: false));
        config.MapPut("", async (string id, JsonBody<JsonElement> body, IfMatch condition, Caller caller, IntegrationConfigFeature feature, HttpContext http, CancellationToken cancellation) =>
                condition.Mistake is { } mistake
                    ? VersionedAnswer.Refused([mistake])
                    : Shown(await feature.SaveAsync(caller.OrgId, id, body.Value, caller.Id, condition.OfAny().Version, cancellation), http, condition.OfAny()))
            .Needs(Permission.ManageOrg)
            .WithSummary("Save your organisation's configuration of an integration")
            .WithDescription(
                "Replaces the whole object after checking it against the manifest's fields. A secret that is left out, or sent back as { \"saved\": true }, "
                + "keeps its value; null removes it.")
            .Accepts<Dictionary<string, JsonElement>>("application/json").Produces<Dictionary<string, JsonElement>>().Refuses(400, 404, 412, 413)
            .WithMetadata(new VersionsMetadata(GivesETag: true, TakesIfMatch: true));
        config.MapPost("/test", async (string id, JsonBody<JsonElement?> body, Caller caller, IntegrationConfigFeature feature, CancellationToken cancellation) =>
                Answer.Ok(await feature.TestAsync(caller.OrgId, id, body.Value, cancellation), steps => new ConnectionTestView(steps)))
            .Needs(Permission.ManageOrg)
            .WithSummary("Try your organisation's configuration of an integration")
            .WithDescription("Without a body: what is saved. With a body: that configuration, as saving it would make it; nothing is saved. Ends with the first step that fails, after 30 seconds at the latest.")
            .Accepts<Dictionary<string, JsonElement>>(isOptional: true, "application/json").Produces<ConnectionTestView>().Refuses(400, 404, 413);
        config.MapDelete("", async (string id, IfMatch condition, Caller caller, IntegrationConfigFeature feature, CancellationToken cancellation) =>
                await condition.OfAny().NoContentAsync(version => feature.DeleteAsync(caller.OrgId, id, caller.Id, version, cancellation)))
            .Needs(Permission.ManageOrg)
            .WithSummary("Remove your organisation's configuration of an integration").Produces(204).Refuses(400, 404, 412)
            .WithMetadata(new VersionsMetadata(GivesETag: false, TakesIfMatch: true));
    }

    private static IResult Shown(Result<MaskedConfig> result, HttpContext http, IfMatch? condition = null)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!result.TryGet(out var config))
        {
            return VersionedAnswer.Refused(condition?.Of(result.Problems) ?? result.Problems);
        }

        http.Response.Headers.ETag = $"\"{config.Version}\"";
        http.Response.GetTypedHeaders().LastModified = config.UpdatedAt;
        return TypedResults.Ok(config.Json);
    }
}
