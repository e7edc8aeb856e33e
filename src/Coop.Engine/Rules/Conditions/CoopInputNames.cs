using System.Collections.Frozen;

namespace Coop.Engine.Rules.Conditions;

/// <summary>The literals under which aggregate inputs are stored.</summary>
public static class CoopInputNames
{
    private static readonly FrozenDictionary<CoopInput, string> ToLiteral = new Dictionary<CoopInput, string>
    {
        [CoopInput.AllText] = "All text",
        [CoopInput.AnyImage] = "Any image",
        [CoopInput.AnyGeohash] = "Any geohash",
        [CoopInput.AnyVideo] = "Any video",
        [CoopInput.AuthorUser] = "Content author (user)",
        [CoopInput.PolicyId] = "Relevant Policy",
        [CoopInput.Source] = "Source",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, CoopInput> FromLiteral = ToLiteral.ToFrozenDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);

    public static IEnumerable<string> All => Enum.GetValues<CoopInput>().Select(Of);

    public static string Of(CoopInput input) => ToLiteral[input];

    public static bool TryParse(string? literal, out CoopInput input)
    {
        input = default;
        return literal is not null && FromLiteral.TryGetValue(literal, out input);
    }
}
