using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Outbox;

/// <summary>An address that an organisation's webhooks go to, without its query, and how it has answered lately.</summary>
internal sealed class ReceiverRow
{
    public long Key { get; set; }

    public required long Org { get; set; }

    public required string Place { get; set; }

    public required int Failures { get; set; }

    public DateTimeOffset? FailingSince { get; set; }

    public int? LastStatus { get; set; }

    public string? LastError { get; set; }

    public static void Map(EntityTypeBuilder<ReceiverRow> row)
    {
        row.ToTable("webhook_receivers");
        row.HasKey(r => r.Key);
        row.HasIndex(r => new { r.Org, r.Place }).IsUnique();
    }
}
