namespace Coop.Engine;

/// <summary>
/// Divides a limited number of places: of items under evaluation and in memory, of webhooks under way, of a host. Everybody may have as much as is still free: one alone gets half, two get a third each, and whoever comes next always finds room.
/// </summary>
internal static class FairShare
{
    /// <returns>How many more one may take that has <paramref name="mine"/> of the <paramref name="used"/>; one that has none may always take one.</returns>
    public static long Room(long places, long used, long mine) => Math.Max(mine == 0 ? 1 : 0, places - used - mine);
}
