namespace Coop.Engine.Signals;

/// <summary>The host's limits for one integration's calls; the adopter's entry has the last word.</summary>
public sealed record SignalLimits
{
    public static SignalLimits Default { get; } = new();

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);
}
