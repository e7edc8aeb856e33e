namespace Coop.Storage.Keys;

/// <summary>What follows from a decision, several of a kind, has one number for a key: the decision's and its place there.</summary>
internal static class OrdinalKey
{
    public const int Bits = 15;

    /// <summary>For the texts of statements.</summary>
    public const string BitsText = "15";

    public static long Of(long sequence, int ordinal) => (sequence << Bits) | (uint)ordinal;

    public static long Sequence(long key) => key >> Bits;

    public static int Ordinal(long key) => (int)(key & ((1 << Bits) - 1));
}
