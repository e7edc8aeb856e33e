using Coop.Engine.Actions;
using Coop.Storage.Decisions;
using Coop.Storage.Orgs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Actions;

internal sealed class ActionExecutionRow
{
    public long Sequence { get; set; }

    public required string Id { get; set; }

    public required string OrgId { get; set; }

    public required string ActionId { get; set; }

    public required string DecisionId { get; set; }

    public required ActionExecutionState State { get; set; }

    public required int Attempts { get; set; }

    public DateTimeOffset? NextAttemptAt { get; set; }

    public DateTimeOffset? DeliveredAt { get; set; }

    public int? LastStatus { get; set; }

    public string? LastError { get; set; }

    public static void Map(EntityTypeBuilder<ActionExecutionRow> row)
    {
        row.ToTable("action_executions");
        row.HasKey(r => r.Sequence);
        row.HasAlternateKey(r => r.Id);
        row.HasIndex(r => r.DecisionId);
        row.HasIndex(r => new { r.OrgId, r.ActionId, r.Sequence });
        row.HasOne<OrgRow>().WithMany().HasForeignKey(r => r.OrgId).OnDelete(DeleteBehavior.Restrict);
        row.HasOne<DecisionRow>().WithMany().HasForeignKey(r => r.DecisionId).HasPrincipalKey(d => d.Id).OnDelete(DeleteBehavior.Restrict);
    }

    public ActionExecution ToExecution() => new()
    {
        Id = Id,
        OrgId = OrgId,
        ActionId = ActionId,
        DecisionId = DecisionId,
        State = State,
        Attempts = Attempts,
        NextAttemptAt = NextAttemptAt,
        DeliveredAt = DeliveredAt,
        LastStatus = LastStatus,
        LastError = LastError,
    };
}
