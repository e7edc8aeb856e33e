using Coop.Engine.Orgs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Orgs;

/// <summary>A person who may sign in.</summary>
internal sealed class UserRow
{
    public const string Admin = "ADMIN";

    public required string Id { get; set; }

    public required string OrgId { get; set; }

    public required string Email { get; set; }

    /// <summary>What makes two spellings one address; unique everywhere, because signing in asks for no organisation.</summary>
    public required string NormalizedEmail { get; set; }

    public required string PasswordHash { get; set; }

    public required string Role { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    public static void Map(EntityTypeBuilder<UserRow> row)
    {
        row.ToTable("users");
        row.HasKey(r => r.Id);
        row.HasIndex(r => r.NormalizedEmail).IsUnique();
        row.HasIndex(r => r.OrgId);
        row.HasOne<OrgRow>().WithMany().HasForeignKey(r => r.OrgId).OnDelete(DeleteBehavior.Restrict);
    }

    public static UserRow Of(FirstUser user, Org org) => new()
    {
        Id = user.Id,
        OrgId = org.Id,
        Email = user.Email,
        NormalizedEmail = user.Email.Trim().ToUpperInvariant(),
        PasswordHash = user.PasswordHash,
        Role = Admin,
        CreatedAt = org.CreatedAt,
    };
}
