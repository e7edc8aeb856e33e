using System.Security.Cryptography;
using Coop.Server.Web.Security;
using Scalar.AspNetCore;

namespace Coop.Server.Reference;

/// <summary>The API's description for programs (OpenAPI) and for people (Scalar, its assets served by us).</summary>
internal static class ReferencePages
{
    public static void AddReference(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer<DocumentFrame>();
        options.AddOperationTransformer(Operations.Describe);
        options.AddSchemaTransformer(Vocabulary.Describe);
    });

    public static void MapReference(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapScalarApiReference("/api", (scalar, context) =>
        {
            var nonce = RandomNumberGenerator.GetHexString(32);
            context.Response.Headers.ContentSecurityPolicy = SecurityHeaders.PolicyOfReference(nonce);
            scalar.WithNonce(nonce);
            scalar.Title = "Coop API";
            scalar.WithOpenApiRoutePattern("/openapi/{documentName}.json");
            scalar.DefaultFonts = false;
            scalar.Telemetry = false;
            scalar.HideClientButton = true;
            // They would send the description to their maker, which the policy forbids.
            scalar.HideDeveloperTools().DisableAgent();
            scalar.AddPreferredSecuritySchemes(DocumentFrame.SchemeId);
        }).AllowAnonymous();
    }
}
