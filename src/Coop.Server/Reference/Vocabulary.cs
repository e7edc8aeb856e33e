using System.Text.Json.Nodes;
using Coop.Engine;
using Coop.Engine.Actions;
using Coop.Engine.ApiKeys;
using Coop.Engine.Banks;
using Coop.Engine.Items;
using Coop.Engine.Policies;
using Coop.Engine.Rules;
using Coop.Integrations;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Coop.Server.Reference;

/// <summary>
/// Drafts take words as text, so that a wrong one is refused together with everything else that is wrong; the description lists the words all the same.
/// </summary>
internal static class Vocabulary
{
    private static readonly Dictionary<(Type, string), IEnumerable<string>> Words = new()
    {
        [(typeof(ItemTypeDraft), "kind")] = WireNames.All<ItemTypeKind>(),
        [(typeof(ItemFieldDraft), "type")] = WireNames.All<ScalarType>().Concat(WireNames.All<ContainerType>()),
        [(typeof(ItemFieldContainerDraft), "containerType")] = WireNames.All<ContainerType>(),
        [(typeof(ItemFieldContainerDraft), "valueScalarType")] = WireNames.All<ScalarType>(),
        [(typeof(ItemFieldContainerDraft), "keyScalarType")] = WireNames.All<ScalarType>(),
        [(typeof(ActionDraft), "type")] = WireNames.All<ActionType>(),
        [(typeof(ActionDraft), "penalty")] = Penalties.All,
        [(typeof(ActionParameterDraft), "type")] = WireNames.All<ActionParameterType>(),
        [(typeof(PolicyDraft), "policyType")] = PolicyFeature.Types,
        [(typeof(PolicyDraft), "penalty")] = Penalties.All,
        [(typeof(BankDraft), "type")] = WireNames.All<BankType>(),
        [(typeof(ApiKeyDraft), "scope")] = WireNames.All<ApiKeyScope>(),
        [(typeof(RuleDraft), "status")] = WireNames.All<RuleStatus>().Where(name => name != "DEPRECATED"),
        [(typeof(RuleDraft), "onUnknown")] = WireNames.All<OnUnknown>(),
    };

    public static Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo is { } property && Words.TryGetValue((property.DeclaringType, property.Name), out var words))
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. words.Select(word => JsonValue.Create(word))];
        }

        return Task.CompletedTask;
    }
}
