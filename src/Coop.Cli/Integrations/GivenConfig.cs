using Coop.Engine.Integrations;
using Coop.Integrations;

namespace Coop.Cli.Integrations;

/// <summary>The configuration given on the command line, as if every organisation had saved it for every integration. Nothing can be saved.</summary>
internal sealed class GivenConfig(OrgConfig config) : IIntegrationConfigStore
{
    public event Action<string, string>? Changed
    {
        add { }
        remove { }
    }

    public ValueTask<OrgConfig> GetAsync(string orgId, string integrationId, CancellationToken cancellationToken) => ValueTask.FromResult(config);
}
