using Coop.Engine.Policies;
using Coop.Storage.Schema;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Policies;

internal sealed class PolicyRow : NamedRow
{
    public string? ParentId { get; set; }

    public string? PolicyText { get; set; }

    public string? EnforcementGuidelines { get; set; }

    public string? PolicyType { get; set; }

    public required string Penalty { get; set; }

    public required int SemanticVersion { get; set; }

    public static void Map(EntityTypeBuilder<PolicyRow> row) => MapNamed(row, "policies");

    public static PolicyRow Of(Policy policy) => new()
    {
        Id = policy.Id,
        OrgId = policy.OrgId,
        Name = policy.Name,
        ParentId = policy.ParentId,
        PolicyText = policy.PolicyText,
        EnforcementGuidelines = policy.EnforcementGuidelines,
        PolicyType = policy.PolicyType,
        Penalty = policy.Penalty,
        SemanticVersion = policy.SemanticVersion,
    };

    public Policy ToPolicy() => new()
    {
        Id = Id,
        OrgId = OrgId,
        Name = Name,
        ParentId = ParentId,
        PolicyText = PolicyText,
        EnforcementGuidelines = EnforcementGuidelines,
        PolicyType = PolicyType,
        Penalty = Penalty,
        SemanticVersion = SemanticVersion,
    };
}
