using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Keys;

/// <summary>
/// A number for something that is named by text: the tables every item is written to name organisations, types, actions and rules by it. Never changed and never deleted, so
/// that what was decided keeps its names when a setting is gone.
/// </summary>
internal sealed class KeyRow
{
    public long Key { get; set; }

    /// <summary>The organisation's own key; 0 for the organisations themselves.</summary>
    public required long Org { get; set; }

    public required int Kind { get; set; }

    public required string Id { get; set; }

    /// <summary>Empty where there are no versions.</summary>
    public required string Version { get; set; }

    public static void Map(EntityTypeBuilder<KeyRow> row)
    {
        row.ToTable("keys");
        row.HasKey(r => r.Key);
        row.HasIndex(r => new { r.Org, r.Kind, r.Id, r.Version }).IsUnique();
    }
}
