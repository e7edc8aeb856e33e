using Coop.Engine.Uses;

namespace Coop.Server.Web.Parts;

/// <summary>Something by name, and where it is.</summary>
public sealed record PlaceLink(string Label, string Href)
{
    public static PlaceLink To(Use use) => new(
        use.UserName, (use.User.Kind == SettingKind.Policy ? "/dashboard/policies/form/" : "/dashboard/rules/proactive/info/") + Uri.EscapeDataString(use.User.Id));
}
