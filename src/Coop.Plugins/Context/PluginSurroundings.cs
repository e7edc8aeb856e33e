using Coop.Engine.Integrations;
using Microsoft.Extensions.Logging;

namespace Coop.Plugins.Context;

/// <summary>What of the host every integration is given a part of.</summary>
internal sealed record PluginSurroundings(IIntegrationConfigStore Configs, ILoggerFactory Loggers, TimeProvider Time);
