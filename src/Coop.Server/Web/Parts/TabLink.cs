namespace Coop.Server.Web.Parts;

public sealed record TabLink(string Label, string Href, bool IsCurrent = false);
