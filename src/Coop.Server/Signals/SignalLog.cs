using Coop.Engine.Signals;

namespace Coop.Server.Signals;

/// <summary>What integrations' code does not do as it should, in the server's log.</summary>
internal sealed partial class SignalLog(ILogger<SignalLog> logger) : ISignalLog
{
    public void MatcherLate(CatalogueSignal signal, string orgId, int sets, TimeSpan limit) =>
        LogMatcherLate(signal.IntegrationId, signal.Descriptor.Id, sets, orgId, limit);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Integration {IntegrationId}: compiling {Sets} list(s) of matching values of organisation {OrgId} for signal {SignalId} was not done within {Limit}. They are looked for one by one from now on, with the same outcomes and more slowly. Make the lists smaller or the patterns simpler, or update the integration; reload integrations to have it tried again")]
    private partial void LogMatcherLate(string integrationId, string signalId, int sets, string orgId, TimeSpan limit);
}
