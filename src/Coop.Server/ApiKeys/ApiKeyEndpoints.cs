using Coop.Engine.ApiKeys;
using Coop.Engine.People;
using Coop.Server.Access;
using Coop.Server.Api;
using Coop.Server.Bodies;
using Coop.Server.Errors;
using Coop.Server.Settings;

namespace Coop.Server.ApiKeys;

internal static class ApiKeyEndpoints
{
    public static void MapApiKeys(this IEndpointRouteBuilder admin)
    {
        var keys = admin.MapGroup("/api-keys").WithTags("API keys");
        keys.MapGet("", async (Caller caller, ApiKeyFeature feature, CancellationToken cancellation) =>
                new ApiKeyListView([.. (await feature.ListAsync(caller.OrgId, cancellation)).Select(ApiKeyView.Of)]))
            .Needs(Permission.ManageOrg)
            .WithSummary("List API keys").WithDescription("Revoked ones too. Secrets are never shown.");
        keys.MapGet("/{id}", async (string id, Caller caller, ApiKeyFeature feature, CancellationToken cancellation) =>
                VersionedAnswer.Of(await feature.FindAsync(caller.OrgId, id, cancellation), ApiKeyView.Of))
            .Needs(Permission.ManageOrg)
            .WithSummary("Get an API key").WithDescription("A revoked one, too. Its secret is never shown.")
            .WithMetadata(new VersionsMetadata(GivesETag: true, TakesIfMatch: false)).Produces<ApiKeyView>().Refuses(404);
        keys.MapPost("", async (JsonBody<ApiKeyDraft> body, Caller caller, ApiKeyFeature feature, HttpContext http, CancellationToken cancellation) =>
            {
                http.Response.Headers.CacheControl = "no-store";
                var created = await feature.CreateAsync(caller.OrgId, caller.Id, body.Value, cancellation);
                return created.TryGet(out var made)
                    ? VersionedAnswer.Created<ApiKey, NewApiKeyView>(made.Key, key => NewApiKeyView.Of(key, made.Secret), $"{ApiPaths.Admin}/api-keys/{made.Key.Value.Id}")
                    : VersionedAnswer.Refused(created.Problems);
            })
            .Needs(Permission.ManageOrg)
            .WithSummary("Create an API key").WithDescription("The secret is in this answer and nowhere else.")
            .WithMetadata(new VersionsMetadata(GivesETag: true, TakesIfMatch: false)).Produces<NewApiKeyView>(201).Refuses(400);
        keys.MapDelete("/{id}", async (string id, IfMatch condition, Caller caller, ApiKeyFeature feature, CancellationToken cancellation) =>
                await condition.NoContentAsync(version => feature.RevokeAsync(caller.OrgId, id, caller.Id, version, cancellation)))
            .Needs(Permission.ManageOrg)
            .WithSummary("Revoke an API key").WithDescription("Works at once, also for the key that asks.")
            .WithMetadata(new VersionsMetadata(GivesETag: false, TakesIfMatch: true)).Produces(204).Refuses(400, 404, 412);
    }
}
