using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Schema;

/// <summary>A thing an organisation configures under a name of its own.</summary>
internal abstract class NamedRow
{
    public required string OrgId { get; set; }

    public required string Id { get; set; }

    public required string Name { get; set; }

    /// <summary>The organisation is part of the key: nobody can write over another organisation's row, whatever id he sends.</summary>
    protected static void MapNamed<TRow>(EntityTypeBuilder<TRow> row, string table)
        where TRow : NamedRow
    {
        row.ToTable(table);
        row.HasKey(r => new { r.OrgId, r.Id });
        row.HasIndex(r => new { r.OrgId, r.Name }).IsUnique();
        row.HasOne<Orgs.OrgRow>().WithMany().HasForeignKey(r => r.OrgId).OnDelete(DeleteBehavior.Restrict);
    }
}
