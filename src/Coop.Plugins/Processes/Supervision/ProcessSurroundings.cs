using Coop.Engine.Integrations;
using Microsoft.Extensions.Logging;

namespace Coop.Plugins.Processes.Supervision;

/// <summary>What a supervised process needs of the host.</summary>
/// <param name="StartLimit">For each start of it.</param>
internal sealed record ProcessSurroundings(IIntegrationConfigStore Configs, ILogger Log, TimeProvider Time, ProcessLimits Limits, TimeSpan StartLimit);
