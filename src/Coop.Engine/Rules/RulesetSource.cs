using Coop.Engine.Actions;
using Coop.Engine.Banks;
using Coop.Engine.Integrations;
using Coop.Engine.Items;
using Coop.Engine.Policies;

namespace Coop.Engine.Rules;

/// <summary>Everything of one organisation that a ruleset is compiled from.</summary>
public sealed record RulesetSource
{
    public required string OrgId { get; init; }

    /// <summary>All of them; only live and background ones are compiled.</summary>
    public required IReadOnlyList<Rule> Rules { get; init; }

    /// <summary>Only for their names.</summary>
    public IReadOnlyList<ItemType> ItemTypes { get; init; } = [];

    public IReadOnlyList<ModerationAction> Actions { get; init; } = [];

    public IReadOnlyList<Policy> Policies { get; init; } = [];

    public IReadOnlyList<MatchingBank> Banks { get; init; } = [];

    public IntegrationCatalogue Catalogue { get; init; } = IntegrationCatalogue.Empty;
}
