using System.Text.Json;
using Coop.Engine.Rules.Conditions;

namespace Coop.Engine.Rules;

/// <summary>Conditions inside the arguments of a signal.</summary>
internal static class NestedConditions
{
    /// <summary>The outermost ones that can be read.</summary>
    public static IEnumerable<ConditionSet> In(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object when IsOne(json) => ConditionJson.Read(json).TryGet(out var nested) ? [nested] : [],
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => In(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(In),
        _ => [],
    };

    public static bool IsOne(JsonElement json) => json.TryGetProperty("conjunction", out _) && json.TryGetProperty("conditions", out _);
}
