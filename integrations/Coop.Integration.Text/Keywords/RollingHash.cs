namespace Coop.Integration.Text.Keywords;

/// <summary>A hash of which that of any part of a text follows from two of its beginnings, so that asking for every length at a place costs a multiplication each.</summary>
internal static class RollingHash
{
    private const ulong Base = 0x9E37_79B9_7F4A_7C15;

    public static ulong Of(ReadOnlySpan<char> text)
    {
        var hash = 0UL;
        foreach (var character in text)
        {
            hash = Next(hash, character);
        }

        return hash;
    }

    public static ulong Next(ulong hash, char character) => (hash * Base) + character + 1;

    /// <param name="before">The hash of the text before the part.</param>
    /// <param name="end">The hash of the text to the end of the part.</param>
    /// <param name="power">Of the part's length.</param>
    public static ulong OfPart(ulong before, ulong end, ulong power) => end - (before * power);

    public static ulong Power(int length)
    {
        var power = 1UL;
        for (var i = 0; i < length; i++)
        {
            power *= Base;
        }

        return power;
    }

    /// <summary>The hash's high bits are its good ones.</summary>
    public static int Slot(ulong hash, int bits) => (int)((hash * 0xD6E8_FEB8_6659_FD93) >> (64 - bits));
}
