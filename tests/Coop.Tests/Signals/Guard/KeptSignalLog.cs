using System.Collections.Concurrent;
using Coop.Engine.Signals;

namespace Coop.Tests.Signals.Guard;

/// <summary>Keeps what an operator would be told.</summary>
internal sealed class KeptSignalLog : ISignalLog
{
    private readonly ConcurrentQueue<string> _said = new();

    public IReadOnlyList<string> Said => [.. _said];

    public void MatcherLate(CatalogueSignal signal, string orgId, int sets, TimeSpan limit) =>
        _said.Enqueue($"{signal.Descriptor.Id}: {sets} of {orgId} not within {limit.TotalSeconds:0} s");
}
