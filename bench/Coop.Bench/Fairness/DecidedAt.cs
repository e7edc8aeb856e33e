using System.Collections.Concurrent;
using System.Diagnostics;
using Coop.Engine.Flow;

namespace Coop.Bench.Fairness;

/// <summary>The decision log, and when each item's decision was stored.</summary>
internal sealed class DecidedAt(IDecisionLog log) : IDecisionLog
{
    private readonly ConcurrentDictionary<string, long> _byItem = new(StringComparer.Ordinal);

    public async Task<CommitOutcome> CommitAsync(DecisionCommit commit, CancellationToken cancellationToken)
    {
        var outcome = await log.CommitAsync(commit, cancellationToken);
        _byItem[commit.Decision.ItemId] = Stopwatch.GetTimestamp();
        return outcome;
    }

    public long? Of(string itemId) => _byItem.TryGetValue(itemId, out var at) ? at : null;
}
