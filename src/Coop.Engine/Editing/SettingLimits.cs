namespace Coop.Engine.Editing;

/// <summary>How much an organisation may set: what it is decided by is in memory, beside that of all others.</summary>
public sealed record SettingLimits
{
    private const long StopsByBytes = 64;

    /// <summary>Of all its rules, item types, actions, policies and banks together, as they are stored.</summary>
    public long MostBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Whoever has too much, because the limit was lowered, can still take away, and stop what is there: the word for it may be longer.</summary>
    /// <param name="before">What it takes now; null for a new setting.</param>
    /// <param name="after">What it will take.</param>
    public static bool IsAsked(long? before, long after) => before is not { } now || after > now + StopsByBytes;
}
