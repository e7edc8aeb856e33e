using Coop.Engine.Integrations;
using Coop.Integrations;

namespace Coop.Bench;

/// <summary>No organisation has saved anything.</summary>
internal sealed class NoConfigs : IIntegrationConfigStore
{
    public event Action<string, string>? Changed
    {
        add { }
        remove { }
    }

    public ValueTask<OrgConfig> GetAsync(string orgId, string integrationId, CancellationToken cancellationToken) => ValueTask.FromResult(OrgConfig.Empty);
}
