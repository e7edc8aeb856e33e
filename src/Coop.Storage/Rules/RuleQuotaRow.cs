using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Rules;

/// <summary>How often a rule with a daily limit acted on a day.</summary>
internal sealed class RuleQuotaRow
{
    public required long Org { get; set; }

    /// <summary>The UTC day, counted from the first of January of the year one.</summary>
    public required int Day { get; set; }

    /// <summary>The rule's key.</summary>
    public required long Rule { get; set; }

    public required int Count { get; set; }

    public static void Map(EntityTypeBuilder<RuleQuotaRow> row)
    {
        row.ToTable("rule_quotas");
        row.HasKey(r => new { r.Org, r.Day, r.Rule });
    }
}
