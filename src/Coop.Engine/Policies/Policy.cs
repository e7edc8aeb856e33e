using Coop.Engine.Editing;
using Coop.Engine.Uses;

namespace Coop.Engine.Policies;

public sealed record Policy : ISetting<Policy>
{
    public static SettingKind SettingKind => SettingKind.Policy;

    public required string Id { get; init; }

    public required string OrgId { get; init; }

    /// <summary>Unique in the organisation.</summary>
    public required string Name { get; init; }

    public string? ParentId { get; init; }

    public string? PolicyText { get; init; }

    public string? EnforcementGuidelines { get; init; }

    public string? PolicyType { get; init; }

    public string Penalty { get; init; } = "NONE";

    public int SemanticVersion { get; init; } = 1;

    public IEnumerable<SettingRef> Uses() => ParentId is null ? [] : [new SettingRef(SettingKind.Policy, ParentId)];
}
