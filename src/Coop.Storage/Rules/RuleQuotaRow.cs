using Coop.Storage.Orgs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Rules;

/// <summary>How often a rule acted on a day.</summary>
internal sealed class RuleQuotaRow
{
    public required string OrgId { get; set; }

    /// <summary>The UTC day, counted from the first of January of the year one.</summary>
    public required int Day { get; set; }

    public required string RuleId { get; set; }

    public required int Count { get; set; }

    public static void Map(EntityTypeBuilder<RuleQuotaRow> row)
    {
        row.ToTable("rule_quotas");
        row.HasKey(r => new { r.OrgId, r.Day, r.RuleId });
        row.HasOne<OrgRow>().WithMany().HasForeignKey(r => r.OrgId).OnDelete(DeleteBehavior.Restrict);
    }
}
