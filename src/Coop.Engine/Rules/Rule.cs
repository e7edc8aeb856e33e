using System.Text.Json;
using Coop.Engine.Editing;
using Coop.Engine.Rules.Conditions;
using Coop.Engine.Uses;

namespace Coop.Engine.Rules;

/// <summary>An enforcement rule: on items of these types, when these conditions pass, take these actions under these policies.</summary>
public sealed record Rule : ISetting<Rule>
{
    public static SettingKind SettingKind => SettingKind.Rule;

    public required string Id { get; init; }

    public required string OrgId { get; init; }

    /// <summary>Unique in the organisation.</summary>
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>As stored; <see cref="EffectiveStatus"/> is what counts.</summary>
    public required RuleStatus Status { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<string> ItemTypeIds { get; init; }

    public required ConditionSet Conditions { get; init; }

    public IReadOnlyList<RuleAction> Actions { get; init; } = [];

    public IReadOnlyList<string> PolicyIds { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>How often a day (UTC) the rule may act; null for no limit.</summary>
    public int? MaxDailyActions { get; init; }

    public DateTimeOffset? ExpirationTime { get; init; }

    /// <summary>What happens when the conditions come out unknown.</summary>
    public OnUnknown OnUnknown { get; init; }

    public string? ParentId { get; init; }

    public string? CreatorId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>A timestamp text, new on every change.</summary>
    public required string Version { get; init; }

    public IEnumerable<SettingRef> Uses() => RuleUses.Of(this);

    public Rule Stamped(string version, DateTimeOffset at) => this with { Version = version, UpdatedAt = at };

    public RuleStatus EffectiveStatus(DateTimeOffset now) => ExpirationTime <= now ? RuleStatus.Expired : Status;
}

/// <param name="ActionId">The action.</param>
/// <param name="Parameters">A JSON object, or null.</param>
public sealed record RuleAction(string ActionId, JsonElement? Parameters = null);

public enum RuleStatus
{
    Draft,
    Background,
    Live,
    Expired,
    Archived,
    Deprecated,
}

/// <summary>What a rule does when its conditions come out unknown because signals failed.</summary>
public enum OnUnknown
{
    /// <summary>Nothing; the decision records it.</summary>
    Skip,

    /// <summary>The item is marked for a person.</summary>
    Review,
}
