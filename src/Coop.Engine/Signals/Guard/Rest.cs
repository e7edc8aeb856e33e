namespace Coop.Engine.Signals.Guard;

/// <summary>A time in which a signal is left alone, and what its callers are told meanwhile.</summary>
/// <param name="Version">Of the configuration it came under: the next one is tried at once.</param>
internal sealed record RestPeriod(FailureKind Kind, string Reason, int Version, long Since, TimeSpan Length);

/// <summary>
/// Leaves a vendor alone who asked for it, for as long as he asked but five minutes at most; and does not offer him a credential that he refused, for a
/// minute or until the organisation saves another: asking again for every item would only get it locked.
/// </summary>
internal sealed class Rest(OrgSignals orgs, TimeProvider time)
{
    // Less is over before the next item.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AfterBadCredential = TimeSpan.FromMinutes(1);

    /// <summary>Null when the signal may be called.</summary>
    public SignalOutcome? RefusalOf(CatalogueSignal signal, string orgId)
    {
        var state = orgs.Of(signal, orgId);
        if (state.Rest is not { } rest)
        {
            return null;
        }

        var left = rest.Length - time.GetElapsedTime(rest.Since);
        if (rest.Version != state.Config.Now || left <= TimeSpan.Zero)
        {
            state.Rest = null;
            return null;
        }

        var tried = rest.Kind == FailureKind.BadCredential ? "It is tried again when the configuration is saved, or" : "It asked to be left alone and is tried again";
        return SignalOutcome.Failed(rest.Kind, $"{rest.Reason} {tried} in {Math.Ceiling(left.TotalSeconds):0} s.", left);
    }

    /// <param name="version">Of the configuration when the call began.</param>
    public void Learn(CatalogueSignal signal, string orgId, int version, SignalOutcome outcome)
    {
        var length = outcome.Failure switch
        {
            { Kind: FailureKind.Unavailable, RetryAfter: { } asked } when asked >= Shortest => asked < Longest ? asked : Longest,
            { Kind: FailureKind.BadCredential } => AfterBadCredential,
            _ => TimeSpan.Zero,
        };
        if (length > TimeSpan.Zero)
        {
            orgs.Of(signal, orgId).Rest = new RestPeriod(outcome.Failure!.Kind, outcome.Failure.Reason, version, time.GetTimestamp(), length);
        }
    }

    public int VersionOf(CatalogueSignal signal, string orgId) => orgs.Of(signal, orgId).Config.Now;
}
