using Coop.Storage.Decisions;
using Coop.Storage.Orgs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Reviews;

/// <summary>Something a person is to look at, written with the decision that asks for it.</summary>
internal sealed class ReviewJobRow
{
    public long Sequence { get; set; }

    public required string Id { get; set; }

    public required string OrgId { get; set; }

    public required string DecisionId { get; set; }

    public required string SubmissionId { get; set; }

    public required string ItemId { get; set; }

    public required string ItemTypeId { get; set; }

    public required ReviewJobKind Kind { get; set; }

    public string? ExecutionId { get; set; }

    public required string RuleIds { get; set; }

    public required string PolicyIds { get; set; }

    public string? Reason { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    public static void Map(EntityTypeBuilder<ReviewJobRow> row)
    {
        row.ToTable("review_jobs");
        row.HasKey(r => r.Sequence);
        row.HasIndex(r => r.Id).IsUnique();
        row.HasIndex(r => new { r.OrgId, r.Sequence });
        row.HasIndex(r => r.DecisionId);
        row.HasOne<OrgRow>().WithMany().HasForeignKey(r => r.OrgId).OnDelete(DeleteBehavior.Restrict);
        row.HasOne<DecisionRow>().WithMany().HasForeignKey(r => r.DecisionId).HasPrincipalKey(d => d.Id).OnDelete(DeleteBehavior.Restrict);
    }
}
