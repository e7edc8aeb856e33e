namespace Coop.Server.Rules.Pages;

/// <param name="Depth">How far it is set in, in a tree.</param>
/// <param name="About">A few words beside it.</param>
public sealed record CheckListOption(string Id, string Label, int Depth = 0, string? About = null);
