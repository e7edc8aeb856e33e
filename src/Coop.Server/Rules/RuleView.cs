using System.Text.Json;
using Coop.Engine.Editing;
using Coop.Engine.Rules;
using Coop.Engine.Rules.Conditions;

namespace Coop.Server.Rules;

internal sealed record RuleListView(IReadOnlyList<RuleView> Rules);

internal sealed record RuleView
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>EXPIRED once the expiration time has passed, whatever was saved.</summary>
    public required RuleStatus Status { get; init; }

    public required IReadOnlyList<string> ItemTypeIds { get; init; }

    /// <summary>In their stored form.</summary>
    public required JsonElement Conditions { get; init; }

    public required IReadOnlyList<RuleAction> Actions { get; init; }

    public required IReadOnlyList<string> PolicyIds { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>How often a day (UTC) it may act; absent for no limit.</summary>
    public int? MaxDailyActions { get; init; }

    public DateTimeOffset? ExpirationTime { get; init; }

    /// <summary>What happens when the conditions come out unknown.</summary>
    public required OnUnknown OnUnknown { get; init; }

    public string? ParentId { get; init; }

    public string? CreatorId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>New on every change.</summary>
    public required string Version { get; init; }

    /// <summary>Ids of signals that no active integration offers now: conditions with them come out unknown.</summary>
    public required IReadOnlyList<string> MissingSignals { get; init; }

    public static RuleView Of(Versioned<CurrentRule> read)
    {
        var current = read.Value;
        var rule = current.Rule;
        return new RuleView
        {
            Id = rule.Id,
            Name = rule.Name,
            Description = rule.Description,
            Status = current.Status,
            ItemTypeIds = rule.ItemTypeIds,
            Conditions = ConditionJson.ToElement(rule.Conditions),
            Actions = rule.Actions,
            PolicyIds = rule.PolicyIds,
            Tags = rule.Tags,
            MaxDailyActions = rule.MaxDailyActions,
            ExpirationTime = rule.ExpirationTime,
            OnUnknown = rule.OnUnknown,
            ParentId = rule.ParentId,
            CreatorId = rule.CreatorId,
            CreatedAt = rule.CreatedAt,
            UpdatedAt = rule.UpdatedAt,
            Version = read.Version,
            MissingSignals = current.MissingSignals,
        };
    }
}
