using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Engine.Plan;

/// <summary>
/// Says which integration is about to run before it does: for an item that ended the process before, so that whoever did it can be named. One runs after the other. Nothing runs on a thread at hand,
/// and several sets are not asked at once.
/// </summary>
internal sealed class NamedSignals(ISignalRunner signals, Func<string, CancellationToken, ValueTask> naming) : ISignalRunner
{
    public async ValueTask<SignalOutcome> RunAsync(SignalCall call, CancellationToken cancellationToken)
    {
        if (!call.Signal.IsRemote)
        {
            await naming(Naming.Of(call.Signal), cancellationToken).ConfigureAwait(false);
        }

        return await signals.RunAsync(call, cancellationToken).ConfigureAwait(false);
    }

    public bool TryRunPure(SignalCall call, CancellationToken cancellationToken, out SignalOutcome outcome, out Task<SignalOutcome>? running)
    {
        (outcome, running) = (default, null);
        return false;
    }

    public ValueTask<CompiledMatcher> CompileAsync(
        CatalogueSignal signal, string orgId, IReadOnlyList<MatchingValues> sets, TimeSpan limit, CancellationToken cancellationToken) => new(new CompiledMatcher(null, CompileEnd.Impossible));

    public MatchingDoubt DoubtOf(CatalogueSignal signal, string orgId, MatchingValues set) => signals.DoubtOf(signal, orgId, set);

    public void LeaveUntried(CatalogueSignal signal, string orgId, IReadOnlyList<MatchingValues> sets) => signals.LeaveUntried(signal, orgId, sets);

    public bool TryMatch(SignalMatcher matcher, string orgId, ScalarValue value, SignalMatches matches) => false;

    public ValueTask<SignalAvailability> GetAvailabilityAsync(CatalogueSignal signal, string orgId, CancellationToken cancellationToken) =>
        signals.GetAvailabilityAsync(signal, orgId, cancellationToken);

    public ValueTask<(IReadOnlyList<SignalSubcategory> Choices, string? Reason)> GetSubcategoriesAsync(
        CatalogueSignal signal, string orgId, CancellationToken cancellationToken) => signals.GetSubcategoriesAsync(signal, orgId, cancellationToken);

    public ValueTask<IReadOnlyList<MatchingValueError>?> CheckAsync(CatalogueSignal signal, string orgId, MatchingValues values, TimeSpan limit, CancellationToken cancellationToken) =>
        signals.CheckAsync(signal, orgId, values, limit, cancellationToken);

    public void Stop(SignalMatcher matcher, string orgId, IReadOnlyList<MatchingValues> sets) => signals.Stop(matcher, orgId, sets);

    public void CameBack(SignalMatcher matcher, string orgId) => signals.CameBack(matcher, orgId);

    public void Distrust(CatalogueSignal signal, string orgId) => signals.Distrust(signal, orgId);
}
