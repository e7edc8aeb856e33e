using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Outbox;

/// <summary>Where an action's webhooks went at a time: kept once, and not with every webhook.</summary>
internal sealed class TargetRow
{
    public long Key { get; set; }

    public required long Org { get; set; }

    /// <summary>The action's key.</summary>
    public required long Action { get; set; }

    public required long Receiver { get; set; }

    public required string Url { get; set; }

    /// <summary>With their values encrypted.</summary>
    public required string Headers { get; set; }

    public static void Map(EntityTypeBuilder<TargetRow> row)
    {
        row.ToTable("webhook_targets");
        row.HasKey(r => r.Key);
        row.HasIndex(r => new { r.Action, r.Key });
    }
}
