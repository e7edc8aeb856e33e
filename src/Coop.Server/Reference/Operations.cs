using Coop.Engine.People;
using Coop.Server.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Coop.Server.Reference;

/// <summary>What every operation says of keys, bodies and refusals.</summary>
internal static class Operations
{
    private static readonly Dictionary<string, string> Refusals = new()
    {
        ["400"] = "The input is wrong; every mistake is listed.",
        ["401"] = "No valid API key, and no session.",
        ["403"] = "The key's scope or the person's role does not allow this.",
        ["404"] = "Your organisation has no such thing.",
        ["409"] = "It conflicts with what is there: a name that is taken, something still in use, or a change that somebody made meanwhile.",
        ["412"] = "It is not in the version that If-Match names; the error says what changed, and which version it has now.",
        ["408"] = "The body did not arrive in time.",
        ["413"] = "The body is too large.",
    };

    public static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IAuthorizeData>().LastOrDefault() is { } access && !metadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(DocumentFrame.SchemeId, context.Document)] = [] }];
            var needed = access is NeedsAttribute needs ? $"a key of scope ADMIN, or a person whose role includes “{needs.Permission.Label()}”" : "a key of scope ITEMS or ADMIN";
            operation.Description = $"{operation.Description}\n\nNeeds {needed}.".Trim();
        }

        Conditions.Describe(operation, metadata);
        foreach (var (status, response) in operation.Responses ?? [])
        {
            response.Description = Refusals.GetValueOrDefault(status) ?? (string.IsNullOrEmpty(response.Description) ? "Done." : response.Description);
        }

        if (Examples.Of(context.Description.HttpMethod, context.Description.RelativePath) is { } example && operation.RequestBody?.Content is { } bodies)
        {
            foreach (var body in bodies.Values.OfType<OpenApiMediaType>())
            {
                body.Example = example;
            }
        }

        return Task.CompletedTask;
    }
}
