using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Outbox;

/// <summary>A webhook still to be delivered. Gone once it is; one that was given up stays, so that a person can send the same bytes again.</summary>
internal sealed class OutboxRow
{
    /// <summary>Never due by itself.</summary>
    public static readonly DateTimeOffset GivenUp = DateTimeOffset.MaxValue;

    /// <summary>Its execution's.</summary>
    public long Key { get; set; }

    public required long Org { get; set; }

    public required long Action { get; set; }

    public required string Host { get; set; }

    public required string Url { get; set; }

    public required string Headers { get; set; }

    public required byte[] Body { get; set; }

    /// <summary>When it is to be sent next; moved ahead by a claim for the time of its lease.</summary>
    public required DateTimeOffset DueAt { get; set; }

    public string? ClaimToken { get; set; }

    public required int Attempts { get; set; }

    public static void Map(EntityTypeBuilder<OutboxRow> row)
    {
        row.ToTable("outbox");
        row.HasKey(r => r.Key);
        row.Property(r => r.Key).ValueGeneratedNever();
        // The host is there so that busy receivers can be passed over without reading their rows.
        row.HasIndex(r => new { r.DueAt, r.Key, r.Host });
    }
}
