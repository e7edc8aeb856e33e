using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Outbox;

/// <summary>A webhook still to be delivered. Gone once it is; one that was given up stays, so that a person can send the same bytes again.</summary>
internal sealed class OutboxRow
{
    /// <summary>Never due by itself.</summary>
    public static readonly DateTimeOffset GivenUp = DateTimeOffset.MaxValue;

    /// <summary>The same for the texts of statements, which an index of the given-up ones serves only so.</summary>
    public const string GivenUpText = "3155378975999999999";

    /// <summary>Its execution's.</summary>
    public long Key { get; set; }

    public required long Org { get; set; }

    public required long Target { get; set; }

    /// <summary>Its target's, here for the index.</summary>
    public required long Receiver { get; set; }

    /// <summary>When it is to be sent next; while it is held, when the lease runs out.</summary>
    public required DateTimeOffset DueAt { get; set; }

    /// <summary>The <see cref="OutboxOwner"/> that holds it, or nobody.</summary>
    public required long ClaimedBy { get; set; }

    /// <summary>Grows with each claim.</summary>
    public required long Fence { get; set; }

    /// <summary>All waits after failed tries so far, in ticks.</summary>
    public required long Waited { get; set; }

    public required byte[] Body { get; set; }

    public static void Map(EntityTypeBuilder<OutboxRow> row)
    {
        row.ToTable("outbox");
        row.HasKey(r => r.Key);
        row.Property(r => r.Key).ValueGeneratedNever();
        // A receiver's due ones are found without reading past another's, however many wait there.
        row.HasIndex(r => new { r.Receiver, r.DueAt });
        // An organisation's given-up ones in the order of arrivals: an index has the key of the table behind its columns, and what counts them reads nothing else.
        row.HasIndex(r => new { r.Org, r.DueAt }, "ix_outbox_given_up").HasFilter($"due_at = {GivenUpText}");
    }
}
