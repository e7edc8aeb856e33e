using Coop.Engine.Actions;
using Coop.Engine.Banks;
using Coop.Engine.Integrations;
using Coop.Engine.Items;
using Coop.Engine.Policies;
using Coop.Engine.Uses;

namespace Coop.Engine.Rules;

/// <summary>What a rule of an organisation can refer to.</summary>
public sealed record RuleSurroundings
{
    public required string OrgId { get; init; }

    public required IReadOnlyList<ItemType> ItemTypes { get; init; }

    public IReadOnlyList<ModerationAction> Actions { get; init; } = [];

    public IReadOnlyList<Policy> Policies { get; init; } = [];

    public IReadOnlyList<MatchingBank> Banks { get; init; } = [];

    /// <summary>What of it has which version: whatever a rule was checked against must still be so when the rule is written.</summary>
    public IReadOnlyDictionary<SettingRef, string> Versions { get; init; } = new Dictionary<SettingRef, string>();

    public IntegrationCatalogue Catalogue { get; init; } = IntegrationCatalogue.Empty;
}
