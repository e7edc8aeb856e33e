using System.Collections.Concurrent;
using Coop.Engine.Problems;
using Coop.Engine.Submissions;

namespace Coop.Engine.Flow;

/// <summary>
/// Whether an organisation may hand in more. Its backlog is measured in the time it would take at the recent pace, its own and that of all together; an item that would only
/// be decided after a stated time is refused while the sender can still do something about it.
/// </summary>
internal sealed class Admission(Turns turns, FlowOptions options, IFlowLog log)
{
    private readonly ConcurrentDictionary<string, bool> _refused = new(StringComparer.Ordinal);

    /// <summary>Above zero while all together have too much: an organisation that has more than this is refused.</summary>
    private volatile int _fairShare;
    private double _allSeconds;

    public Problem? RefusalOf(string orgId, int more)
    {
        var (waiting, pace) = turns.With(orgId, lane => (lane.Backlog + more, lane.Pace.PerSecond));
        if (waiting <= options.FreeBacklog || Takes(waiting, pace) is not { } seconds)
        {
            Accept(orgId);
            return null;
        }

        var longest = options.LongestBacklog.TotalSeconds;
        if (seconds > longest)
        {
            return Refuse(orgId, waiting, seconds, longest);
        }

        if (_fairShare is > 0 and var share && waiting > share)
        {
            return Refuse(orgId, waiting, _allSeconds, longest);
        }

        Accept(orgId);
        return null;
    }

    public void Appended(string orgId, int count, bool isClaimed) => turns.With(orgId, known =>
    {
        known.Backlog += count;
        known.Unclaimed += isClaimed ? 0 : count;
        return known;
    });

    /// <summary>How it really is: others append and decide as well.</summary>
    public void Counted(IReadOnlyList<OrgBacklog> backlog)
    {
        var byOrg = backlog.ToDictionary(org => org.OrgId, StringComparer.Ordinal);
        foreach (var org in backlog)
        {
            // So that an organisation whose items were left by others has a lane.
            turns.With(org.OrgId, lane => lane.Backlog);
        }

        var (all, pace, orgs) = (0, 0.0, 0);
        turns.ForEach(lane =>
        {
            var known = byOrg.GetValueOrDefault(lane.OrgId);
            (lane.Backlog, lane.Unclaimed) = (known?.Waiting ?? 0, known?.Due ?? 0);
            // Another process may have taken what was too large here. One that has its turn next because of it finds that out when it has had it.
            lane.NextSize = lane.Unclaimed > 0 && (lane.LacksRoom || lane.IsInLine) ? lane.NextSize : 0;
            lane.Pace.Note(0, lane.Held > 0 || lane.Unclaimed > 0);
            if (lane.Backlog > 0)
            {
                all += lane.Backlog;
                pace += lane.Pace.PerSecond ?? 0;
                orgs++;
            }
        });
        _allSeconds = pace > 0 ? all / pace : 0;
        _fairShare = _allSeconds > options.LongestBacklog.TotalSeconds ? Math.Max(options.FreeBacklog, all / orgs) : 0;
        turns.LookAgain();
    }

    /// <returns>Null as long as nobody can know.</returns>
    private static double? Takes(int waiting, double? pace) => pace is { } perSecond ? waiting / Math.Max(perSecond, 0.001) : null;

    private Problem Refuse(string orgId, int waiting, double seconds, double longest)
    {
        var would = TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.FromDays(365).TotalSeconds));
        if (_refused.TryAdd(orgId, true))
        {
            log.Refusing(orgId, waiting, would);
        }

        // When a tenth of the longest backlog will have been worked off, or what is above it.
        var after = TimeSpan.FromSeconds(Math.Clamp(Math.Max(seconds - longest, longest / 10), 1, 300));
        return SubmissionProblems.BacklogTooLong(waiting, would, options.LongestBacklog, after);
    }

    private void Accept(string orgId)
    {
        if (!_refused.IsEmpty && _refused.TryRemove(orgId, out _))
        {
            log.AcceptingAgain(orgId);
        }
    }
}
