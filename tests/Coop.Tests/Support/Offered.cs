using Coop.Engine.Integrations;
using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Tests.Support;

/// <summary>Integrations as the catalogue has them once they are loaded, around signals that nobody has to load.</summary>
internal static class Offered
{
    public static IntegrationManifest Manifest(string id, params IEnumerable<ISignal> signals) =>
        new() { Id = id, Name = id, Version = "1.2.3", RequiresConfig = false, SignalTypeIds = [.. signals.Select(signal => signal.Descriptor.Id)] };

    /// <param name="timeout">How long a signal may take; null for what the host says.</param>
    // The whole name: the benchmarks, which share this file, have a namespace of that name as well.
    public static Engine.Integrations.Integration By(string id, IReadOnlyList<ISignal> signals, TimeSpan? timeout = null) => new()
    {
        Package = id,
        State = IntegrationState.Active,
        Runtime = IntegrationRuntime.DotNet,
        Manifest = Manifest(id, signals),
        Signals =
        [
            .. signals.Select(signal => new CatalogueSignal(signal, signal.Descriptor, id, id, SignalLimits.Default with { Timeout = timeout ?? SignalLimits.Default.Timeout })
            {
                MaxBatchSize = (signal as IBatchSignal)?.MaxBatchSize ?? 1,
            }),
        ],
    };
}
