namespace Coop.Server.Web.Parts;

/// <summary>Something by name, and where it is.</summary>
public sealed record PlaceLink(string Label, string Href)
{
    public static PlaceLink ToRule(Coop.Engine.Rules.Rule rule) => new(rule.Name, "/dashboard/rules/proactive/info/" + Uri.EscapeDataString(rule.Id));
}
