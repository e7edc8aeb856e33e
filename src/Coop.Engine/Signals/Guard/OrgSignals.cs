using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Coop.Engine.Signals.Guard;

/// <summary>
/// What the stages remember of a signal for an organisation. Kept beside the catalogue and not longer than it: what is remembered of a signal goes when the
/// code behind it goes.
/// </summary>
internal sealed class OrgSignals(ConfigVersions configs)
{
    private readonly ConditionalWeakTable<CatalogueSignal, ConcurrentDictionary<string, OrgSignalState>> _signals = [];

    public OrgSignalState Of(CatalogueSignal signal, string orgId)
    {
        var orgs = _signals.GetValue(signal, static _ => new(StringComparer.Ordinal));
        return orgs.TryGetValue(orgId, out var known)
            ? known
            : orgs.GetOrAdd(orgId, static (id, of) => new OrgSignalState(of.configs.Of(id, of.signal.IntegrationId)), (configs, signal));
    }
}

/// <summary>Each member belongs to the stage of its name and is changed by it alone, under <see cref="Gate"/>.</summary>
internal sealed class OrgSignalState(ConfigVersion config)
{
    public Lock Gate { get; } = new();

    public ConfigVersion Config { get; } = config;

    public volatile AvailabilityAnswer? Availability;

    public AvailabilityQuestion? Asking;

    public volatile RestPeriod? Rest;

    public Gathering? Gathering;
}
