using Coop.Server.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Coop.Server.Reference;

/// <summary>Title, introduction and how to authenticate.</summary>
internal sealed class DocumentFrame : IOpenApiDocumentTransformer
{
    public const string SchemeId = "apiKey";

    private const string Introduction = """
        Coop judges items by rules. Every refusal has the same body: `{ "errors": [ { "status", "type", "title", "code", "detail", "pointer", "requestId" } ] }`;
        the pointer is a JSON pointer into what was sent, and the codes are stable.

        Send a key as `x-api-key`. A key of scope ITEMS submits items; the management API under `/api/v1/admin` needs scope ADMIN, or the session of a person
        who is signed in in this browser and whose role allows it. Everything is seen and changed within one organisation, the key's or the person's.
        """;

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo { Title = "Coop", Version = "v1", Description = Introduction };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[SchemeId] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = ApiKeyAuthentication.Header,
            Description = "An API key of your organisation.",
        };
        // The address one was reached at is the reader's own and differs from reader to reader.
        document.Servers?.Clear();
        return Task.CompletedTask;
    }
}
