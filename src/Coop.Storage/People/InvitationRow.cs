using Coop.Engine.People;
using Coop.Storage.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.People;

internal sealed class InvitationRow
{
    public required string Id { get; set; }

    public required string OrgId { get; set; }

    public required string Email { get; set; }

    public required Role Role { get; set; }

    public required string TokenHash { get; set; }

    public required string InvitedBy { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    public required DateTimeOffset ExpiresAt { get; set; }

    public static void Map(EntityTypeBuilder<InvitationRow> row)
    {
        row.ToTable("invitations");
        row.HasKey(r => r.Id);
        row.HasIndex(r => r.TokenHash).IsUnique();
        row.HasIndex(r => new { r.OrgId, r.Email }).IsUnique();
        row.HasOne<OrgRow>().WithMany().HasForeignKey(r => r.OrgId).OnDelete(DeleteBehavior.Restrict);
    }

    public static InvitationRow Of(Invitation invitation) => new()
    {
        Id = invitation.Id,
        OrgId = invitation.OrgId,
        Email = invitation.Email,
        Role = invitation.Role,
        TokenHash = invitation.TokenHash,
        InvitedBy = invitation.InvitedBy,
        CreatedAt = invitation.CreatedAt,
        ExpiresAt = invitation.ExpiresAt,
    };

    public Invitation ToInvitation() => new(Id, OrgId, Email, Role, TokenHash, InvitedBy, CreatedAt, ExpiresAt);
}
