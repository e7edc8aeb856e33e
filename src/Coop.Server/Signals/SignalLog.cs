using Coop.Engine.Signals;

namespace Coop.Server.Signals;

/// <summary>What integrations' code does not do as it should, in the server's log.</summary>
internal sealed partial class SignalLog(ILogger<SignalLog> logger) : ISignalLog
{
    public void MatcherLate(CatalogueSignal signal, string orgId, int sets, TimeSpan limit)
    {
        if (sets == 1)
        {
            LogMatcherLate(signal.IntegrationId, signal.Descriptor.Id, orgId, limit);
        }
        else
        {
            LogMatchersLate(signal.IntegrationId, sets, signal.Descriptor.Id, orgId, limit);
        }
    }

    public void MatcherNotBegun(CatalogueSignal signal, string orgId, int sets, string reason) =>
        LogMatcherNotBegun(signal.IntegrationId, sets, orgId, signal.Descriptor.Id, reason);

    public void ListHangs(CatalogueSignal signal, string orgId, TimeSpan limit) => LogListHangs(signal.IntegrationId, signal.Descriptor.Id, orgId, limit);

    public void MatcherHangs(CatalogueSignal signal, string orgId, int sets, TimeSpan limit)
    {
        if (sets == 1)
        {
            LogListStopped(signal.IntegrationId, signal.Descriptor.Id, orgId, limit);
        }
        else
        {
            LogMatcherHangs(signal.IntegrationId, signal.Descriptor.Id, sets, orgId, limit);
        }
    }

    public void SignalHangs(CatalogueSignal signal, string orgId, SignalLimits limits, bool isForAll)
    {
        if (isForAll)
        {
            LogSignalHangs(signal.IntegrationId, signal.Descriptor.Id, orgId, limits.Timeout, limits.ThreadsAtOnce);
        }
        else
        {
            LogSignalHangsFor(signal.IntegrationId, signal.Descriptor.Id, orgId, limits.Timeout, limits.ThreadsAtOnce);
        }
    }

    public void SignalBlocks(CatalogueSignal signal, string orgId, TimeSpan kept, SignalLimits limits, bool isForAll)
    {
        if (isForAll)
        {
            LogSignalBlocks(signal.IntegrationId, signal.Descriptor.Id, orgId, kept.TotalSeconds, limits.ThreadsAtOnce);
        }
        else
        {
            LogSignalBlocksFor(signal.IntegrationId, signal.Descriptor.Id, orgId, kept.TotalSeconds, limits.ThreadsAtOnce);
        }
    }

    public void SignalWaits(CatalogueSignal signal, string orgId) => LogSignalWaits(signal.IntegrationId, signal.Descriptor.Id, orgId);

    public void NoThread(CatalogueSignal signal, string orgId, string reason) => LogNoThread(signal.IntegrationId, signal.Descriptor.Id, orgId, reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Integration {IntegrationId}: compiling a list of matching values of organisation {OrgId} for signal {SignalId} was not done within {Limit}, and has its thread still. The list is looked for apart from now on: more slowly, and without an answer for an item where that takes too long. The organisation is told which list it is. It is tried again when it is changed, and when integrations are reloaded")]
    private partial void LogMatcherLate(string integrationId, string signalId, string orgId, TimeSpan limit);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Integration {IntegrationId}: compiling {Sets} lists of matching values of organisation {OrgId} for signal {SignalId} together was not done within {Limit}, and has its thread still. Each list is tried for itself now; what was compiled before stays in use")]
    private partial void LogMatchersLate(string integrationId, int sets, string signalId, string orgId, TimeSpan limit);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Integration {IntegrationId}: {Sets} list(s) of matching values of organisation {OrgId} for signal {SignalId} could not be given to its code. {Reason} They are looked for apart until they can be, which is tried at each change of the organisation's rules. Reload integrations, or restart the server, once the lists that hang are changed")]
    private partial void LogMatcherNotBegun(string integrationId, int sets, string orgId, string signalId, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Integration {IntegrationId}: signal {SignalId} does not come back from measuring with one list of matching values of organisation {OrgId}: no answer within {Limit}. Until it does, conditions with that list have no answer; no other list and no other organisation is touched")]
    private partial void LogListHangs(string integrationId, string signalId, string orgId, TimeSpan limit);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Integration {IntegrationId}: signal {SignalId} did not come back from matching a text against {Sets} lists of matching values of organisation {OrgId} within {Limit}, and has its thread still. Each of these lists is looked for by itself now, so that it is known the next time which one it is. No other organisation is touched")]
    private partial void LogMatcherHangs(string integrationId, string signalId, int sets, string orgId, TimeSpan limit);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Integration {IntegrationId}: signal {SignalId} did not come back from matching a text against a list of matching values of organisation {OrgId} within {Limit}, and has its thread still. The list is looked for apart from now on: more slowly, and without an answer for an item where that takes too long. The organisation is told which list it is. No other list and no other organisation is touched")]
    private partial void LogListStopped(string integrationId, string signalId, string orgId, TimeSpan limit);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Integration {IntegrationId}: signal {SignalId} did not come back from a call for organisation {OrgId} within {Limit}, and has its thread still. For this organisation it is called on threads of its own from now on, {Threads} at once at most: more slowly, and without an answer while all of those hang. No other organisation is touched. It is trusted again when integrations are reloaded")]
    private partial void LogSignalHangsFor(string integrationId, string signalId, string orgId, TimeSpan limit, int threads);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Integration {IntegrationId}: signal {SignalId} did not come back from a call for organisation {OrgId} within {Limit}, and has its thread still, as with other organisations before. For every organisation it is called on threads of its own from now on, {Threads} at once at most: more slowly, and without an answer while all of those hang. No other signal is touched. Have it mended, then reload integrations")]
    private partial void LogSignalHangs(string integrationId, string signalId, string orgId, TimeSpan limit, int threads);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Integration {IntegrationId}: signal {SignalId} kept its thread for {Seconds:0.0} s in a call for organisation {OrgId}: it blocks where it should await. For this organisation it is called on threads of its own from now on, {Threads} at once at most; no other organisation is touched. When the machine stood still for so long, nothing is wrong with it. It is called as before when integrations are reloaded")]
    private partial void LogSignalBlocksFor(string integrationId, string signalId, string orgId, double seconds, int threads);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Integration {IntegrationId}: signal {SignalId} kept its thread for {Seconds:0.0} s in a call for organisation {OrgId}, as in calls for other organisations before: it blocks where it should await. For every organisation it is called on threads of its own from now on, {Threads} at once at most for each. When the machine stood still for so long, nothing is wrong with it. It is called as before when integrations are reloaded")]
    private partial void LogSignalBlocks(string integrationId, string signalId, string orgId, double seconds, int threads);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Integration {IntegrationId}: signal {SignalId} says that it is pure computation (cost 0), and waits for something when it is called (seen with organisation {OrgId}). It is not called on the threads that items are decided on any more, which is slower, until integrations are reloaded. Its author has to leave the cost out, or to say what a call costs")]
    private partial void LogSignalWaits(string integrationId, string signalId, string orgId);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Integration {IntegrationId}: signal {SignalId} was not called for organisation {OrgId}. {Reason}")]
    private partial void LogNoThread(string integrationId, string signalId, string orgId, string reason);
}
