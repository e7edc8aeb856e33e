namespace Coop.Tests.House;

/// <summary>Edges between folders that close a circle and are still to go. This list may only shrink; docs/architecture.md names what is left of it.</summary>
internal static class FolderDebts
{
    public static IReadOnlyCollection<(string From, string To)> All { get; } = [];
}
