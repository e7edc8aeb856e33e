using Coop.Engine.People;

namespace Coop.Server.People.Pages;

/// <summary>An invitation to be made, as typed.</summary>
internal sealed class InvitationForm
{
    public string Email { get; set; } = "";

    public Role Role { get; set; } = Role.Moderator;
}
