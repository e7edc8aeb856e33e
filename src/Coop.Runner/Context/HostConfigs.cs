using System.Collections.Concurrent;
using Coop.Engine.Integrations;
using Coop.Integrations;
using Coop.Plugins.Processes.Connection;
using Coop.Plugins.Processes.Wire;

namespace Coop.Runner.Context;

/// <summary>What organisations saved for this integration, asked of the host once and kept until it says that they changed.</summary>
internal sealed class HostConfigs(ProcessConnection host) : IIntegrationConfigStore
{
    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<string, Task<OrgConfig>> _kept = new(StringComparer.Ordinal);

    public event Action<string, string>? Changed
    {
        add { }
        remove { }
    }

    public async ValueTask<OrgConfig> GetAsync(string orgId, string integrationId, CancellationToken cancellationToken)
    {
        if (_kept.TryGetValue(orgId, out var known) && known.IsCompletedSuccessfully)
        {
            return known.Result;
        }

        var asking = _kept.GetOrAdd(orgId, AskAsync);
        try
        {
            return await asking.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (asking.IsFaulted || asking.IsCanceled)
        {
            // Not kept: the next call asks again.
            _kept.TryRemove(new(orgId, asking));
            throw;
        }
    }

    /// <param name="orgId">Null for all.</param>
    public void Forget(string? orgId)
    {
        if (orgId is null)
        {
            _kept.Clear();
        }
        else
        {
            _kept.TryRemove(orgId, out _);
        }
    }

    private async Task<OrgConfig> AskAsync(string orgId)
    {
        if (_kept.Count >= MostKept)
        {
            _kept.Clear();
        }

        try
        {
            var answer = await host.CallAsync(
                "config/get", new OrgParams(orgId), WireJson.Default.OrgParams, WireJson.Default.ConfigParams, CancellationToken.None).ConfigureAwait(false);
            return new OrgConfig(answer.Config);
        }
        catch (WireException e)
        {
            throw new InvalidOperationException(e.Message, e);
        }
    }
}
