using Coop.Engine.Integrations;
using Coop.Plugins.ConfigFile;
using Microsoft.Extensions.Logging;

namespace Coop.Plugins;

internal static partial class IntegrationLog
{
    public static void Tell(ILogger log, IntegrationsConfig config, IntegrationCatalogue catalogue)
    {
        foreach (var problem in config.Problems)
        {
            Warning(log, "integrations config", problem.Code, problem.Path, problem.Message);
        }

        foreach (var integration in catalogue.Integrations)
        {
            foreach (var problem in integration.Problems)
            {
                if (problem.IsWarning)
                {
                    Warning(log, integration.Package, problem.Code, problem.Path, problem.Message);
                }
                else
                {
                    Error(log, integration.Package, integration.State, problem.Code, problem.Path, problem.Message);
                }
            }
        }

        var active = catalogue.Integrations.Count(integration => integration.State == IntegrationState.Active);
        var signals = catalogue.Integrations.Sum(integration => integration.Signals.Count);
        Loaded(log, active, catalogue.Integrations.Count, signals);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The integrations config file is refused ({Code}): {Detail}")]
    public static partial void ConfigRefused(ILogger logger, string code, string? detail);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Active} of {Listed} integrations active, {Signals} signals")]
    private static partial void Loaded(ILogger logger, int active, int listed, int signals);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Package}: {Code} at {Path}: {Problem}")]
    private static partial void Warning(ILogger logger, string package, string code, string? path, string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Package} is {State}: {Code} at {Path}: {Problem}")]
    private static partial void Error(ILogger logger, string package, IntegrationState state, string code, string? path, string problem);
}
