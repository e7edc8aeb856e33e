using System.Text.Json;
using Coop.Integrations;
using Coop.Plugins.Processes.Supervision;
using Coop.Plugins.Processes.Wire;

namespace Coop.Plugins.Processes.Proxies;

internal sealed class RemoteConfigValidator(SupervisedProcess process) : IConfigValidator
{
    public async ValueTask<IReadOnlyList<ConfigError>> ValidateAsync(OrgConfig config, CancellationToken cancellationToken)
    {
        process.Learn(config);
        var answer = await process.CallAsync(
            "config/validate",
            new ConfigParams(config.Json),
            static (json, state) => JsonSerializer.Serialize(json, state, WireJson.Default.ConfigParams),
            static result => JsonSerializer.Deserialize(result, WireJson.Default.ValidateResult),
            cancellationToken).ConfigureAwait(false);
        return [.. (answer?.Errors ?? []).Select(error => new ConfigError(error.Key ?? "", error.Message ?? "This value is refused."))];
    }
}
