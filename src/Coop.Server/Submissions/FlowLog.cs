using Coop.Engine.Flow;

namespace Coop.Server.Submissions;

/// <summary>What happens to items, in the server's log.</summary>
internal sealed partial class FlowLog(ILogger<FlowLog> logger) : IFlowLog
{
    private const int MostNamed = 10;

    public void GivenBack(StreamItem item, TimeSpan wait, Exception error) => LogGivenBack(error, item.Submission.Id, item.Attempt, wait);

    public void Parked(StreamItem item, string reason, Exception? error) => LogParked(error, item.Submission.Id, item.Submission.OrgId, reason);

    public void TriedTogether(int items, int trials)
    {
        if (trials == 0)
        {
            LogTriedTogether(items);
        }
        else
        {
            LogTriedInFewer(items);
        }
    }

    public void TriedAlone(StreamItem item, int trials) => LogTriedAlone(item.Submission.Id, trials);

    public void Failing(FlowPart part, Exception error)
    {
        var what = Words(part);
        LogFailing(error, what);
    }

    public void WorksAgain(FlowPart part)
    {
        var what = Words(part);
        LogWorksAgain(what);
    }

    public void KeptLastPlan(string orgId, Exception error) => LogKeptLastPlan(error, orgId);

    public void CompiledAgain(string orgId) => LogCompiledAgain(orgId);

    public void BuildTakesLong(string orgId, TimeSpan since) => LogBuildTakesLong(orgId, since);

    public void BuildEnded(string orgId, TimeSpan took) => LogBuildEnded(orgId, took);

    public void BuildersTaken(IReadOnlyList<string> building, IReadOnlyList<string> waiting)
    {
        var (all, named) = (waiting.Count, string.Join(", ", waiting.Take(MostNamed)));
        LogBuildersTaken(all, all > MostNamed ? named + ", …" : named, string.Join(", ", building));
    }

    public void BuildersFree() => LogBuildersFree();

    public void Refusing(string orgId, int waiting, TimeSpan would) => LogRefusing(orgId, waiting, would);

    public void AcceptingAgain(string orgId) => LogAcceptingAgain(orgId);

    public void TooMuchArriving(string orgId, long bytes, long all)
    {
        var (mine, everybody) = (bytes >> 20, all >> 20);
        LogTooMuchArriving(orgId, mine, everybody);
    }

    public void ArrivingAgain(string orgId, int refused) => LogArrivingAgain(orgId, refused);

    public void ThinkerStuck(string orgId, string itemId, string? code, TimeSpan since)
    {
        var whose = code ?? "Code";
        LogThinkerStuck(whose, itemId, orgId, since);
    }

    private static string Words(FlowPart part) => part switch
    {
        FlowPart.Receiving => "The queue of submissions cannot be read; it is tried again every second",
        FlowPart.Renewing => "The leases of items being decided cannot be renewed; another server may decide them as well, and only one decision counts",
        FlowPart.Deciding => "Deciding was interrupted by a mistake of ours",
        FlowPart.Restoring => "Item types cannot be read, so items on the queue wait for it; it is tried again, and counts as no failure of theirs",
        FlowPart.Committing => "Decisions cannot be stored; they are kept and tried again",
        FlowPart.Acknowledging => "Decided items cannot be taken off the queue; it is tried again every second, and none is decided twice",
        FlowPart.GivingBack => "Items that could not be decided cannot be put back on the queue either; they are taken up again when their leases have run out",
        FlowPart.TryingAlone => "Items that were left undecided by a server that ended cannot be tried; it is tried again every second",
        FlowPart.Answering => "Decisions cannot be read for those who wait for them; they are told that their items are kept",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "A part without words."),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "Submission {SubmissionId} could not be decided (try {Attempt}); it is tried again in {Wait}")]
    private partial void LogGivenBack(Exception error, string submissionId, int attempt, TimeSpan wait);

    [LoggerMessage(Level = LogLevel.Error, Message = "Submission {SubmissionId} of organisation {OrgId} is parked and waits for a person: {Reason}")]
    private partial void LogParked(Exception? error, string submissionId, string orgId, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Items that were held when a server ended: {Count} are tried together first, and nothing else is begun for a moment")]
    private partial void LogTriedTogether(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A server ended while items were being tried together: {Count} of them are tried in a smaller group, and nothing else is begun for a moment")]
    private partial void LogTriedInFewer(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Submission {SubmissionId} was in every group that a server did not survive; it is tried alone, as it was {Before} times before, and nothing else is begun meanwhile")]
    private partial void LogTriedAlone(string submissionId, int before);

    [LoggerMessage(Level = LogLevel.Error, Message = "{What}")]
    private partial void LogFailing(Exception error, string what);

    [LoggerMessage(Level = LogLevel.Information, Message = "Over: {What}")]
    private partial void LogWorksAgain(string what);

    [LoggerMessage(Level = LogLevel.Error, Message = "The newest settings of organisation {OrgId} could not be put in force; it decides by the last ones that could, until this is mended")]
    private partial void LogKeptLastPlan(Exception error, string orgId);

    [LoggerMessage(Level = LogLevel.Information, Message = "The newest settings of organisation {OrgId} are in force again")]
    private partial void LogCompiledAgain(string orgId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Putting the newest settings of organisation {OrgId} in force takes over {Since}; meanwhile it decides by the last ones (after a start there are none, and its items wait)")]
    private partial void LogBuildTakesLong(string orgId, TimeSpan since);

    [LoggerMessage(Level = LogLevel.Information, Message = "Over: putting the newest settings of organisation {OrgId} in force took {Took}")]
    private partial void LogBuildEnded(string orgId, TimeSpan took);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The newest settings of {Count} organisation(s) wait to be put in force ({Waiting}), because those of {Building} take long, and no more are put together at once. Meanwhile each decides by its last ones (after a start there are none, and its items wait)")]
    private partial void LogBuildersTaken(int count, string waiting, string building);

    [LoggerMessage(Level = LogLevel.Information, Message = "Over: the newest settings of all organisations are put in force as they come")]
    private partial void LogBuildersFree();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Organisation {OrgId} sends faster than its items are decided: {Waiting} wait, the last would be decided in {Would}. Further ones are refused until it is less")]
    private partial void LogRefusing(string orgId, int waiting, TimeSpan would);

    [LoggerMessage(Level = LogLevel.Information, Message = "The items of organisation {OrgId} are accepted again")]
    private partial void LogAcceptingAgain(string orgId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Organisation {OrgId} sends larger bodies at once than there is room for: {Mine} MB of it are being read, {All} MB of all. Further ones are refused before they are read")]
    private partial void LogTooMuchArriving(string orgId, long mine, long all);

    [LoggerMessage(Level = LogLevel.Information, Message = "There is room again for the bodies of organisation {OrgId}; {Refused} were refused")]
    private partial void LogArrivingAgain(string orgId, int refused);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Code}, called for item {ItemId} of organisation {OrgId}, has kept its thread for over {Since}; another thread takes its place")]
    private partial void LogThinkerStuck(string code, string itemId, string orgId, TimeSpan since);
}
