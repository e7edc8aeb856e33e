using System.Collections.Concurrent;
using Coop.Engine.Integrations;

namespace Coop.Engine.Signals.Guard;

/// <summary>Counts the changes of organisations' configurations, so that what was learnt under one is not held true under the next.</summary>
internal sealed class ConfigVersions
{
    private readonly ConcurrentDictionary<(string OrgId, string IntegrationId), ConfigVersion> _versions = new();

    public ConfigVersions(IIntegrationConfigStore configs) => configs.Changed += (orgId, integrationId) =>
    {
        if (_versions.TryGetValue((orgId, integrationId), out var version))
        {
            version.Move();
        }
    };

    public ConfigVersion Of(string orgId, string integrationId) => _versions.GetOrAdd((orgId, integrationId), static _ => new ConfigVersion());
}

/// <summary>One organisation's configuration of one integration, as a number that moves with every change.</summary>
internal sealed class ConfigVersion
{
    private int _now;

    public int Now => Volatile.Read(ref _now);

    public void Move() => Interlocked.Increment(ref _now);
}
