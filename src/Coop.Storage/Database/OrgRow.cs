using Coop.Engine.Orgs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Database;

internal sealed class OrgRow : IStampedRow
{
    public required string Id { get; set; }

    public required string Name { get; set; }

    public string? Email { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    public required string PublicKeyPem { get; set; }

    /// <summary>Encrypted.</summary>
    public required string PrivateKey { get; set; }

    public string Version { get; set; } = "";

    public DateTimeOffset ChangedAt { get; set; }

    public string ChangedBy { get; set; } = "";

    public static void Map(EntityTypeBuilder<OrgRow> row)
    {
        row.ToTable("orgs");
        row.HasKey(r => r.Id);
    }

    public Org ToOrg() => new(Id, Name, Email, CreatedAt);
}
