namespace Coop.Server.Rules.Pages;

/// <param name="Depth">How far it is set in, in a tree.</param>
public sealed record CheckListOption(string Id, string Label, int Depth = 0);
