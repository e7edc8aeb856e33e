using Coop.Engine.ApiKeys;
using Coop.Engine.People;
using Coop.Server.Access;
using Coop.Server.Errors;

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
        keys.MapPost("", async (ApiKeyDraft draft, Caller caller, ApiKeyFeature feature, HttpContext http, CancellationToken cancellation) =>
            {
                http.Response.Headers.CacheControl = "no-store";
                return Answer.Created(await feature.CreateAsync(caller.OrgId, draft, cancellation), NewApiKeyView.Of, made => $"/api/v1/admin/api-keys/{made.Key.Id}");
            })
            .Needs(Permission.ManageOrg)
            .WithSummary("Create an API key").WithDescription("The secret is in this answer and nowhere else.").Produces<NewApiKeyView>(201).Refuses(400);
        keys.MapDelete("/{id}", async (string id, Caller caller, ApiKeyFeature feature, CancellationToken cancellation) =>
                Answer.NoContent(await feature.RevokeAsync(caller.OrgId, id, cancellation)))
            .Needs(Permission.ManageOrg)
            .WithSummary("Revoke an API key").WithDescription("Works at once, also for the key that asks.").Produces(204).Refuses(404);
    }
}
