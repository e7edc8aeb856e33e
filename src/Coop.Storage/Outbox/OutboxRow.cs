using Coop.Engine.Outbox;
using Coop.Storage.Actions;
using Coop.Storage.Schema;
using Coop.Storage.Secrets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Outbox;

/// <summary>A webhook still to be delivered. Gone once it is; one that was given up stays, so that a person can send the same bytes again.</summary>
internal sealed class OutboxRow
{
    /// <summary>Never due by itself.</summary>
    public static readonly DateTimeOffset GivenUp = DateTimeOffset.MaxValue;

    public long Sequence { get; set; }

    public required string ExecutionId { get; set; }

    public required string OrgId { get; set; }

    public required string ActionId { get; set; }

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
        row.HasKey(r => r.Sequence);
        row.HasIndex(r => r.ExecutionId).IsUnique();
        // The host is there so that busy receivers can be passed over without reading their rows.
        row.HasIndex(r => new { r.DueAt, r.Sequence, r.Host });
        row.HasOne<ActionExecutionRow>().WithOne().HasForeignKey<OutboxRow>(r => r.ExecutionId).HasPrincipalKey<ActionExecutionRow>(e => e.Id)
            .OnDelete(DeleteBehavior.Restrict);
    }

    public OutboxDelivery ToDelivery(string claimToken, SecretVault vault) =>
        new(ExecutionId, OrgId, ActionId, Attempts, claimToken, Url, SealedHeaders.Open(vault, OrgId, ActionId, StoredJson.To<Dictionary<string, string>>(Headers)), Body);
}
