using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Engine.Plan;

/// <summary>How an organisation's sets of matching values are compiled: through the runner, each time within the same limit.</summary>
internal sealed class MatcherWay(ISignalRunner signals, string orgId, TimeSpan limit)
{
    public ValueTask<SignalMatcher?> CompileAsync(CatalogueSignal signal, IReadOnlyList<MatchingValues> sets, CancellationToken cancellationToken) =>
        signals.CompileAsync(signal, orgId, sets, limit, cancellationToken);

    public bool IsLate(CatalogueSignal signal, MatchingValues set) => signals.IsLate(signal, orgId, set);
}
