namespace Coop.Server.Orgs.Pages;

/// <summary>What an organisation says about itself, as typed.</summary>
internal sealed class OrgForm
{
    public string Name { get; set; } = "";
}
