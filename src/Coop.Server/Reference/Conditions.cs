using Coop.Server.Settings;
using Microsoft.OpenApi;

namespace Coop.Server.Reference;

/// <summary>What the description says of versions of settings: what an answer names, and what a request can make its condition.</summary>
internal static class Conditions
{
    public static void Describe(OpenApiOperation operation, IEnumerable<object> metadata)
    {
        foreach (var versions in metadata.OfType<VersionsMetadata>())
        {
            if (versions.TakesIfMatch)
            {
                operation.Parameters ??= [];
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = "If-Match",
                    In = ParameterLocation.Header,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                    Description = "The ETag it was read with: in another version it is not touched (412). Left out, whatever is there is replaced.",
                });
            }

            foreach (var (_, answer) in versions.GivesETag ? (operation.Responses ?? []).Where(response => response.Key.StartsWith('2')) : [])
            {
                if (answer is OpenApiResponse response)
                {
                    response.Headers ??= new Dictionary<string, IOpenApiHeader>();
                    response.Headers["ETag"] = new OpenApiHeader { Description = "Its version, in quotes: new with every change.", Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
                }
            }
        }
    }
}
