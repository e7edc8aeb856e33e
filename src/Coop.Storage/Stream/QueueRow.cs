using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Stream;

/// <summary>A submission without a decision. Nothing of it is left once it has one.</summary>
internal sealed class QueueRow
{
    /// <summary>Due never: it is parked.</summary>
    public static readonly long Never = DateTimeOffset.MaxValue.UtcTicks;

    /// <summary>The submission's.</summary>
    public long Sequence { get; set; }

    public required long Org { get; set; }

    /// <summary>Bytes that the item takes in memory, about.</summary>
    public required long Size { get; set; }

    /// <summary>From when on it may be received: a lease is nothing but this, moved ahead.</summary>
    public required DateTimeOffset DueAt { get; set; }

    /// <summary>How often it was received.</summary>
    public long Fence { get; set; }

    /// <summary>True from its reception until it is given back. Received again while this is so, it is a suspect, unless the holder was the same process, alive.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Failures after which it was given back.</summary>
    public int Failures { get; set; }

    /// <summary>How often it was begun as a suspect.</summary>
    public int Trials { get; set; }

    /// <summary>The fence at which the last of them was counted.</summary>
    public long TrialFence { get; set; }

    public string? Running { get; set; }

    public string? Error { get; set; }

    public DateTimeOffset? ParkedAt { get; set; }

    public static void Map(EntityTypeBuilder<QueueRow> row)
    {
        row.ToTable("queue");
        row.HasKey(r => r.Sequence);
        row.Property(r => r.Sequence).ValueGeneratedNever();
        row.HasIndex(r => new { r.Org, r.DueAt });
        row.HasOne<SubmissionRow>().WithOne().HasForeignKey<QueueRow>(r => r.Sequence).OnDelete(DeleteBehavior.Restrict);
    }
}
