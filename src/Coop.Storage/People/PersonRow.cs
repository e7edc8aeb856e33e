using Coop.Engine.People;
using Coop.Storage.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.People;

/// <summary>A person who may sign in.</summary>
internal sealed class PersonRow : IStampedRow
{
    public required string Id { get; set; }

    public required string OrgId { get; set; }

    public required string Email { get; set; }

    /// <summary>What makes two spellings one address; unique everywhere, because signing in asks for no organisation.</summary>
    public required string NormalizedEmail { get; set; }

    public required string Name { get; set; }

    public required string PasswordHash { get; set; }

    public required Role Role { get; set; }

    /// <summary>Sessions carry it; a new one ends them all.</summary>
    public required string SecurityStamp { get; set; }

    /// <summary>The stamp the database has, while a new one waits to be written.</summary>
    public string? ReplacedStamp { get; set; }

    public int FailedSignIns { get; set; }

    public DateTimeOffset? LockedUntil { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    public string Version { get; set; } = "";

    public DateTimeOffset ChangedAt { get; set; }

    public string ChangedBy { get; set; } = "";

    /// <summary>What is no address at all stays as it is: nobody has it.</summary>
    public static string Normalize(string email) => (EmailAddress.TryNormalise(email, out var address) ? address : email.Trim()).ToUpperInvariant();

    public static string NewStamp() => Guid.NewGuid().ToString("n");

    public static void Map(EntityTypeBuilder<PersonRow> row)
    {
        row.ToTable("users");
        row.HasKey(r => r.Id);
        row.Ignore(r => r.ReplacedStamp);
        row.HasIndex(r => r.NormalizedEmail).IsUnique();
        row.HasIndex(r => r.OrgId);
        row.HasOne<OrgRow>().WithMany().HasForeignKey(r => r.OrgId).OnDelete(DeleteBehavior.Restrict);
    }

    public static PersonRow Of(Person person, string passwordHash) => new()
    {
        Id = person.Id,
        OrgId = person.OrgId,
        Email = person.Email,
        NormalizedEmail = Normalize(person.Email),
        Name = person.Name,
        PasswordHash = passwordHash,
        Role = person.Role,
        SecurityStamp = NewStamp(),
        CreatedAt = person.CreatedAt,
    };

    public Person ToPerson() => new(Id, OrgId, Email, Name, Role, CreatedAt);
}
