using Coop.Integrations;

namespace Coop.Tests.Plan;

/// <summary>What a condition asks a signal.</summary>
/// <param name="Value">Null for the whole item.</param>
/// <param name="Texts">To match; none when the signal takes none.</param>
/// <param name="Args">As JSON.</param>
internal readonly record struct Asked(ScalarValue? Value, IReadOnlyList<string> Texts, string? Subcategory = null, string? Args = null)
{
    public static Asked Of(SignalInput input) => new(input.Value, input.MatchingValues?.Strings ?? [], input.Subcategory, input.Args?.GetRawText());
}
