using Coop.Engine.Deciding;
using Coop.Storage.Orgs;
using Coop.Storage.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Decisions;

internal sealed class DecisionRow
{
    /// <summary>The order in which they were made.</summary>
    public long Sequence { get; set; }

    public required string Id { get; set; }

    public required string OrgId { get; set; }

    public required string SubmissionId { get; set; }

    public required string ItemId { get; set; }

    public required string ItemTypeId { get; set; }

    public required DateTimeOffset DecidedAt { get; set; }

    /// <summary>The whole decision, as UTF-8 JSON.</summary>
    public required byte[] Content { get; set; }

    public static void Map(EntityTypeBuilder<DecisionRow> row)
    {
        row.ToTable("decisions");
        row.HasKey(r => r.Sequence);
        row.HasAlternateKey(r => r.Id);
        // Whatever else goes wrong: a submission cannot get a second decision.
        row.HasIndex(r => r.SubmissionId).IsUnique();
        row.HasIndex(r => new { r.OrgId, r.ItemId, r.Sequence });
        row.HasIndex(r => new { r.OrgId, r.Sequence });
        row.HasOne<OrgRow>().WithMany().HasForeignKey(r => r.OrgId).OnDelete(DeleteBehavior.Restrict);
        row.HasOne<SubmissionRow>().WithOne().HasForeignKey<DecisionRow>(r => r.SubmissionId).HasPrincipalKey<SubmissionRow>(r => r.Id)
            .OnDelete(DeleteBehavior.Restrict);
    }

    public Decision ToDecision() => DecisionFormat.Read(Content);
}
