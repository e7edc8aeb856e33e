using Coop.Engine.Deciding;

namespace Coop.Engine.Plan;

/// <summary>
/// What a condition has come to, in a byte: so that sets of thousands of rules are decided by joining bytes. Whether a false one failed or was inapplicable, and which of
/// the conditions would have been run, is left to explanations.
/// </summary>
internal static class Verdict
{
    public const byte False = 1;
    public const byte Unknown = 2;
    public const byte True = 4;

    /// <summary>Not known yet: something under it has not been measured.</summary>
    public const byte Pending = 8;

    /// <summary>Something under it counts as its fallback says. Whether it would have been run is not said.</summary>
    public const byte Fallback = 16;

    /// <summary>And that fallback asks for a person.</summary>
    public const byte Review = 32;

    private const byte Marks = Fallback | Review;
    private const int Codes = 64;

    private static readonly byte[] AndTable = Table(joined => (joined & False) != 0 ? False : (joined & Pending) != 0 ? Pending : (joined & Unknown) != 0 ? Unknown : True);
    private static readonly byte[] OrTable = Table(joined => (joined & True) != 0 ? True : (joined & Pending) != 0 ? Pending : (joined & Unknown) != 0 ? Unknown : False);

    public static ReadOnlySpan<byte> And => AndTable;

    public static ReadOnlySpan<byte> Or => OrTable;

    public static byte Xor(int joined, int passed) => (byte)(
        (passed > 1 ? False : (joined & Pending) != 0 ? Pending : (joined & Unknown) != 0 ? Unknown : passed == 1 ? True : False) | (joined & Marks));

    public static byte Of(ConditionOutcome outcome, Rules.Conditions.Fallback? fallback) => outcome switch
    {
        ConditionOutcome.Passed => True,
        ConditionOutcome.Errored => fallback switch
        {
            null => Unknown,
            Rules.Conditions.Fallback.Match => True | Fallback,
            Rules.Conditions.Fallback.NoMatch => False | Fallback,
            _ => Unknown | Fallback | Review,
        },
        _ => False,
    };

    /// <param name="decide">What comes of all codes of the children joined.</param>
    private static byte[] Table(Func<int, byte> decide)
    {
        var table = new byte[Codes];
        for (var joined = 0; joined < Codes; joined++)
        {
            table[joined] = (byte)(decide(joined) | (joined & Marks));
        }

        return table;
    }
}
