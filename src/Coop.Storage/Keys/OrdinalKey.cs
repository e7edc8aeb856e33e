namespace Coop.Storage.Keys;

/// <summary>What follows from a decision, several of a kind, has one number for a key: the decision's and its place there.</summary>
internal static class OrdinalKey
{
    public const int Bits = 15;

    /// <summary>For the texts of statements.</summary>
    public const string BitsText = "15";

    /// <summary>So many a decision can have of a kind: the next one would have the key of another decision's.</summary>
    public const int Most = 1 << Bits;

    public static long Of(long sequence, int ordinal) => (uint)ordinal < Most
        ? (sequence << Bits) | (uint)ordinal
        : throw new ArgumentOutOfRangeException(nameof(ordinal), ordinal, $"A decision has at most {Most} of a kind.");

    public static long Sequence(long key) => key >> Bits;

    public static int Ordinal(long key) => (int)(key & (Most - 1));
}
