using Coop.Engine.Rules;
using Coop.Storage.Orgs;
using Coop.Storage.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Rules;

/// <summary>A rule as it was. Stays when the rule goes: decisions name the version that made them.</summary>
internal sealed class RuleVersionRow
{
    public required string OrgId { get; set; }

    public required string RuleId { get; set; }

    public required string Version { get; set; }

    public required DateTimeOffset SavedAt { get; set; }

    public required string Definition { get; set; }

    public static void Map(EntityTypeBuilder<RuleVersionRow> row)
    {
        row.ToTable("rule_versions");
        row.HasKey(r => new { r.OrgId, r.RuleId, r.Version });
        row.HasOne<OrgRow>().WithMany().HasForeignKey(r => r.OrgId).OnDelete(DeleteBehavior.Restrict);
    }

    public static RuleVersionRow Of(Rule rule) =>
        new() { OrgId = rule.OrgId, RuleId = rule.Id, Version = rule.Version, SavedAt = rule.UpdatedAt, Definition = StoredJson.Of(rule) };

    public Rule ToRule() => StoredJson.To<Rule>(Definition);
}
