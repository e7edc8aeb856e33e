using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Engine.Plan;

/// <summary>How an organisation's sets of matching values are compiled: through the runner, each time within the same limit.</summary>
internal sealed class MatcherWay(ISignalRunner signals, string orgId, TimeSpan limit)
{
    public TimeSpan Limit => limit;

    public bool MayRun(CatalogueSignal signal) => signal.IsPureFor(orgId);

    public ValueTask<CompiledMatcher> CompileAsync(CatalogueSignal signal, IReadOnlyList<MatchingValues> sets, CancellationToken cancellationToken) =>
        signals.CompileAsync(signal, orgId, sets, limit, cancellationToken);

    public MatchingDoubt DoubtOf(CatalogueSignal signal, MatchingValues set) => signals.DoubtOf(signal, orgId, set);

    public void LeaveUntried(CatalogueSignal signal, IReadOnlyList<MatchingValues> sets) => signals.LeaveUntried(signal, orgId, sets);
}
