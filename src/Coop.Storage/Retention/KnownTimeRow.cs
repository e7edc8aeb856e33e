using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Retention;

/// <summary>The one row that says up to when time was believed, for the next start.</summary>
internal sealed class KnownTimeRow
{
    public required long Id { get; set; }

    public required DateTimeOffset Known { get; set; }

    public static void Map(EntityTypeBuilder<KnownTimeRow> row)
    {
        row.ToTable("known_time");
        row.HasKey(r => r.Id);
        row.Property(r => r.Id).ValueGeneratedNever();
    }
}
