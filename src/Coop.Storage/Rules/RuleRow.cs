using Coop.Engine.Rules;
using Coop.Engine.Rules.Conditions;
using Coop.Storage.Schema;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Rules;

internal sealed class RuleRow : NamedRow
{
    public string? Description { get; set; }

    public required RuleStatus Status { get; set; }

    public required string ItemTypeIds { get; set; }

    public required string Conditions { get; set; }

    public required string Actions { get; set; }

    public required string PolicyIds { get; set; }

    public required string Tags { get; set; }

    public int? MaxDailyActions { get; set; }

    public DateTimeOffset? ExpirationTime { get; set; }

    public required OnUnknown OnUnknown { get; set; }

    public string? ParentId { get; set; }

    public string? CreatorId { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public required string Version { get; set; }

    public static void Map(EntityTypeBuilder<RuleRow> row) => MapNamed(row, "rules");

    public static RuleRow Of(Rule rule) => new()
    {
        Id = rule.Id,
        OrgId = rule.OrgId,
        Name = rule.Name,
        Description = rule.Description,
        Status = rule.Status,
        ItemTypeIds = StoredJson.Of(rule.ItemTypeIds),
        Conditions = StoredJson.Of(rule.Conditions),
        Actions = StoredJson.Of(rule.Actions),
        PolicyIds = StoredJson.Of(rule.PolicyIds),
        Tags = StoredJson.Of(rule.Tags),
        MaxDailyActions = rule.MaxDailyActions,
        ExpirationTime = rule.ExpirationTime,
        OnUnknown = rule.OnUnknown,
        ParentId = rule.ParentId,
        CreatorId = rule.CreatorId,
        CreatedAt = rule.CreatedAt,
        UpdatedAt = rule.UpdatedAt,
        Version = rule.Version,
    };

    /// <param name="parsed">The conditions, where they were read before.</param>
    public Rule ToRule(ConditionSet? parsed = null) => new()
    {
        Id = Id,
        OrgId = OrgId,
        Name = Name,
        Description = Description,
        Status = Status,
        ItemTypeIds = StoredJson.To<IReadOnlyList<string>>(ItemTypeIds),
        Conditions = parsed ?? StoredJson.To<ConditionSet>(Conditions),
        Actions = StoredJson.To<IReadOnlyList<RuleAction>>(Actions),
        PolicyIds = StoredJson.To<IReadOnlyList<string>>(PolicyIds),
        Tags = StoredJson.To<IReadOnlyList<string>>(Tags),
        MaxDailyActions = MaxDailyActions,
        ExpirationTime = ExpirationTime,
        OnUnknown = OnUnknown,
        ParentId = ParentId,
        CreatorId = CreatorId,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
        Version = Version,
    };
}
