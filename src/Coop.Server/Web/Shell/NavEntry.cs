using Coop.Engine.People;
using MudBlazor;

namespace Coop.Server.Web.Shell;

/// <summary>A place in the navigation.</summary>
/// <param name="Label">As shown.</param>
/// <param name="Icon">Never without its label.</param>
/// <param name="Permission">Who sees it; null for everybody who is signed in.</param>
internal sealed record NavEntry(string Label, string Icon, string Href, Permission? Permission = null);

/// <param name="Title">Null for entries that stand alone.</param>
internal sealed record NavGroup(string? Title, IReadOnlyList<NavEntry> Entries)
{
    public static IReadOnlyList<NavGroup> All { get; } =
    [
        new(null, [new("Overview", Icons.Material.Outlined.SpaceDashboard, "/dashboard")]),
        new("Automated enforcement",
        [
            new("Proactive rules", Icons.Material.Outlined.Rule, "/dashboard/rules/proactive", Permission.ViewRulesDashboard),
            new("Matching banks", Icons.Material.Outlined.LibraryBooks, "/dashboard/rules/banks", Permission.ViewRulesDashboard),
        ]),
        new(null,
        [
            new("Recent decisions", Icons.Material.Outlined.Gavel, "/dashboard/decisions", Permission.ViewInvestigation),
            new("Policies", Icons.Material.Outlined.Policy, "/dashboard/policies", Permission.ViewRulesDashboard),
        ]),
        new("Settings",
        [
            new("Item types", Icons.Material.Outlined.Category, "/dashboard/settings/item_types", Permission.ManageOrg),
            new("Actions", Icons.Material.Outlined.Bolt, "/dashboard/settings/actions", Permission.ManageOrg),
            new("API keys", Icons.Material.Outlined.Key, "/dashboard/settings/api_auth", Permission.ManageOrg),
            new("Integrations", Icons.Material.Outlined.Extension, "/dashboard/settings/integrations", Permission.ManageOrg),
            new("Users", Icons.Material.Outlined.Group, "/dashboard/settings/users", Permission.ManageUsers),
            new("Organisation", Icons.Material.Outlined.Business, "/dashboard/settings/organization", Permission.ManageOrg),
        ]),
    ];
}
