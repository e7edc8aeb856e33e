using System.Buffers;

namespace Coop.Engine.Items;

/// <summary>Places as geohash text.</summary>
internal static class Geohash
{
    private static readonly SearchValues<char> Alphabet = SearchValues.Create("0123456789bcdefghjkmnpqrstuvwxyzBCDEFGHJKMNPQRSTUVWXYZ");

    /// <summary>Whether it decodes to a place: every text of the alphabet does.</summary>
    public static bool IsValid(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Alphabet);
}
