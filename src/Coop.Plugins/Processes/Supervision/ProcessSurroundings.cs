using Coop.Engine.Integrations;
using Coop.Plugins.Context;
using Microsoft.Extensions.Logging;

namespace Coop.Plugins.Processes.Supervision;

/// <summary>What a supervised process needs of the host.</summary>
/// <param name="Secrets">What its code was given.</param>
/// <param name="StartLimit">For each start of it.</param>
internal sealed record ProcessSurroundings(
    IIntegrationConfigStore Configs, HandedOutSecrets Secrets, ILogger Log, TimeProvider Time, ProcessLimits Limits, TimeSpan StartLimit);
