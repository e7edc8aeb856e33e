using System.Collections.Concurrent;
using Coop.Engine;
using Coop.Engine.Signals;
using Coop.Tests.Support;

namespace Coop.Tests.Signals.Guard;

/// <summary>Keeps what an operator would be told.</summary>
internal sealed class KeptSignalLog : ISignalLog
{
    private readonly ConcurrentQueue<string> _said = new();

    public IReadOnlyList<string> Said => [.. _said];

    /// <summary>All that was noted, once it has been said.</summary>
    public async Task<IReadOnlyList<string>> AllSaidAsync(Sayings<ISignalLog> sayings)
    {
        await sayings.AllSaidAsync();
        return Said;
    }

    public void MatcherLate(CatalogueSignal signal, string orgId, int sets, TimeSpan limit) =>
        _said.Enqueue($"{signal.Descriptor.Id}: {sets} of {orgId} not within {limit.TotalSeconds:0} s");

    public void MatcherNotBegun(CatalogueSignal signal, string orgId, int sets, string reason) => _said.Enqueue($"{signal.Descriptor.Id}: {sets} of {orgId} not begun: {reason}");

    public void ListHangs(CatalogueSignal signal, string orgId, TimeSpan limit) => _said.Enqueue($"{signal.Descriptor.Id}: a list of {orgId} hangs for over {limit.TotalSeconds:0} s");

    public void MatcherHangs(CatalogueSignal signal, string orgId, int sets, TimeSpan limit) =>
        _said.Enqueue($"{signal.Descriptor.Id}: {sets} of {orgId} hang in matching for over {limit.TotalSeconds:0} s");

    public void SignalHangs(CatalogueSignal signal, string orgId, SignalLimits limits, bool isForAll) => _said.Enqueue($"{signal.Descriptor.Id}: hangs for {(isForAll ? "all" : orgId)}");

    public void SignalBlocks(CatalogueSignal signal, string orgId, TimeSpan kept, SignalLimits limits, bool isForAll) =>
        _said.Enqueue($"{signal.Descriptor.Id}: blocks for {(isForAll ? "all" : orgId)}, {kept.TotalSeconds:0} s");

    public void SignalWaits(CatalogueSignal signal, string orgId) => _said.Enqueue($"{signal.Descriptor.Id}: waits, seen with {orgId}");

    public void NoThread(CatalogueSignal signal, string orgId, string reason) => _said.Enqueue($"{signal.Descriptor.Id}: no thread for {orgId}: {reason}");
}
