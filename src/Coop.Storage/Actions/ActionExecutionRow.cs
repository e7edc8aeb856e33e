using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Actions;

internal sealed class ActionExecutionRow
{
    /// <summary><see cref="Coop.Engine.Actions.ActionExecutionState.Failed"/>, for the texts of statements.</summary>
    public const string Failed = "2";

    /// <summary>The <see cref="Keys.OrdinalKey"/> of its decision and its place there.</summary>
    public long Key { get; set; }

    public required long Org { get; set; }

    /// <summary>The action's key.</summary>
    public required long Action { get; set; }

    /// <summary>An <see cref="Coop.Engine.Actions.ActionExecutionState"/> by its number.</summary>
    public required int State { get; set; }

    public required int Attempts { get; set; }

    public DateTimeOffset? NextAttemptAt { get; set; }

    public DateTimeOffset? DeliveredAt { get; set; }

    public int? LastStatus { get; set; }

    public string? LastError { get; set; }

    public static void Map(EntityTypeBuilder<ActionExecutionRow> row)
    {
        row.ToTable("executions");
        row.HasKey(r => r.Key);
        row.Property(r => r.Key).ValueGeneratedNever();
        row.HasIndex(r => new { r.Action, r.Key });
        row.HasIndex(r => new { r.Action, r.Key }, "ix_executions_failed").HasFilter($"state = {Failed}");
    }
}
