using Coop.Engine.Submissions;
using Coop.Storage.Orgs;
using Coop.Storage.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Submissions;

internal sealed class SubmissionRow
{
    public const int Waiting = 0;
    public const int Decided = 1;
    public const int Parked = 2;

    /// <summary>The order of arrival.</summary>
    public long Sequence { get; set; }

    public required string Id { get; set; }

    public required string OrgId { get; set; }

    public required string ItemId { get; set; }

    public required string ItemTypeId { get; set; }

    public required string ItemTypeVersion { get; set; }

    public required string Content { get; set; }

    public required DateTimeOffset SubmittedAt { get; set; }

    public string? RequestId { get; set; }

    /// <summary>A number and not a word: it leads the queue's index.</summary>
    public int State { get; set; }

    /// <summary>From when on it may be claimed: a claim's lease is nothing but this, moved ahead.</summary>
    public DateTimeOffset DueAt { get; set; }

    public string? ClaimToken { get; set; }

    public int Attempts { get; set; }

    public string? LastError { get; set; }

    public DateTimeOffset? ParkedAt { get; set; }

    public static void Map(EntityTypeBuilder<SubmissionRow> row)
    {
        row.ToTable("submissions");
        row.HasKey(r => r.Sequence);
        row.HasAlternateKey(r => r.Id);
        row.HasIndex(r => new { r.State, r.Sequence });
        row.HasIndex(r => new { r.OrgId, r.ItemId, r.Sequence });
        row.HasOne<OrgRow>().WithMany().HasForeignKey(r => r.OrgId).OnDelete(DeleteBehavior.Restrict);
    }

    public Submission ToSubmission() =>
        new(Id, OrgId, ItemId, ItemTypeId, ItemTypeVersion, StoredJson.Parse(Content)!.Value, SubmittedAt, RequestId);
}
