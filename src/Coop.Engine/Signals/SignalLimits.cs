namespace Coop.Engine.Signals;

/// <summary>The host's limits for one integration's calls; the adopter's entry has the last word.</summary>
public sealed record SignalLimits
{
    public static SignalLimits Default { get; } = new();

    /// <summary>For one call, from when the author's code begins. A call waits for its turn as long at most.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many calls of one organisation run at once. Others of the organisation wait for their turn; no other organisation does.</summary>
    public int AtOnce { get; init; } = 256;

    /// <summary>How many calls of one organisation may each hold a thread at once: calls of code that blocks, or was not yet seen to give a thread back.</summary>
    public int ThreadsAtOnce { get; init; } = 8;

    /// <summary>How many calls of one organisation may wait for their turn; one more is refused at once.</summary>
    public int MostWaiting { get; init; } = 2_000;
}
