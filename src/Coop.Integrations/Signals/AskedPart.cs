using System.Text.Json;

namespace Coop.Integrations;

/// <summary>What of an input the condition says: the same for every item, so the host makes it once.</summary>
internal sealed class AskedPart
{
    public string OrgId { get; set; } = null!;

    public string SignalId { get; set; } = null!;

    public MatchingValues? MatchingValues { get; set; }

    public IReadOnlyList<ActionPenalty>? ActionPenalties { get; set; }

    public string? Subcategory { get; set; }

    public JsonElement? Args { get; set; }
}
