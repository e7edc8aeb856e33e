using Coop.Engine.Uses;
using Coop.Storage.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Settings;

/// <summary>
/// Who changed what when: the log of all settings, never pruned. Its sequence is the revision of settings, and where a kind keeps its versions, this is where
/// they are: decisions name the version of a rule that made them, submissions that of the item type they were checked against.
/// </summary>
internal sealed class SettingChangeRow
{
    public long Sequence { get; set; }

    public required string OrgId { get; set; }

    public required SettingKind Kind { get; set; }

    public required string SettingId { get; set; }

    /// <summary>The version it got; also what is deleted gets one, which nothing has.</summary>
    public required string Version { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }

    public required string ChangedBy { get; set; }

    public required SettingChangeKind Change { get; set; }

    /// <summary>The names of what changed in it, as a JSON list; never what it was or is.</summary>
    public required string Members { get; set; }

    /// <summary>True for what items are decided by.</summary>
    public required bool MovesRules { get; set; }

    /// <summary>The whole of it as it became, of a kind that keeps its versions.</summary>
    public string? Content { get; set; }

    public static void Map(EntityTypeBuilder<SettingChangeRow> row)
    {
        row.ToTable("setting_changes");
        row.HasKey(r => r.Sequence);
        row.HasIndex(r => new { r.OrgId, r.Kind, r.SettingId, r.Version }).IsUnique();
        row.HasIndex(r => new { r.OrgId, r.MovesRules, r.Sequence });
        row.HasOne<OrgRow>().WithMany().HasForeignKey(r => r.OrgId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal enum SettingChangeKind
{
    Created,
    Saved,
    Deleted,
}
