namespace Coop.Server.Web.Parts;

/// <param name="Href">Null for a place whose part of Coop is not there yet.</param>
public sealed record TabLink(string Label, string? Href, bool IsCurrent = false);
