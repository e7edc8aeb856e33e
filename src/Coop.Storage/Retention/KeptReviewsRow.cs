using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Retention;

/// <summary>How many of an organisation's decisions are there only for their open review, and how many went in spite of theirs.</summary>
internal sealed class KeptReviewsRow
{
    public required long Org { get; set; }

    public required long Kept { get; set; }

    /// <summary>Ever.</summary>
    public required long GivenUp { get; set; }

    /// <summary>Of those given up, how many the log has told of.</summary>
    public required long Told { get; set; }

    public static void Map(EntityTypeBuilder<KeptReviewsRow> row)
    {
        row.ToTable("kept_reviews");
        row.HasKey(r => r.Org);
        row.Property(r => r.Org).ValueGeneratedNever();
    }
}
