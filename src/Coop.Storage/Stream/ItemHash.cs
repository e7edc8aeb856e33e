using System.Runtime.InteropServices;

namespace Coop.Storage.Stream;

/// <summary>
/// A number for an item id, the same on every machine and in every version: it is stored. Items are looked up by it and compared by their id, so two ids with one number cost time and nothing else.
/// </summary>
internal static class ItemHash
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>FNV-1a over the UTF-16 bytes, beginning with the organisation.</summary>
    public static long Of(long org, string itemId)
    {
        var hash = (Offset ^ (ulong)org) * Prime;
        foreach (var code in MemoryMarshal.Cast<char, ushort>(itemId.AsSpan()))
        {
            hash = (hash ^ code) * Prime;
        }

        return (long)hash;
    }
}
