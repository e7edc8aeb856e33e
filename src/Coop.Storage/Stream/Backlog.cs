using Coop.Engine.Flow;
using Coop.Storage.Keys;
using Coop.Storage.Sqlite;

namespace Coop.Storage.Stream;

/// <summary>
/// What waits, by organisation, counted along with what this process does and looked up every second for what others do. Where the two overlap it says rather too much than too
/// little: who looks in vain has lost little, who does not look has an item wait.
/// </summary>
internal sealed class Backlog(Reads reads, KeyRing keys, TimeProvider time)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private static readonly Sql Count = new(
        "SELECT org, count(*), sum(due_at <= ?1 OR due_at > ?2), min(sequence) FROM queue WHERE due_at < ?3 GROUP BY org");

    private static readonly Sql SubmittedAt = new("SELECT submitted_at FROM submissions WHERE sequence = ?1");

    private readonly Lock _lock = new();
    private readonly Dictionary<string, OrgCount> _counts = new(StringComparer.Ordinal);
    private bool _isLooking;
    private bool _isStale = true;
    private long _lookedAt;

    public IReadOnlyList<OrgBacklog> Read()
    {
        if (BeginLook())
        {
            try
            {
                Replace(Look());
            }
            finally
            {
                EndLook();
            }
        }

        lock (_lock)
        {
            return [.. _counts.Where(each => each.Value.Waiting > 0).Select(each => new OrgBacklog(each.Key, each.Value.Due, each.Value.Waiting, each.Value.Oldest))];
        }
    }

    /// <summary>To be given to <see cref="Received"/>.</summary>
    public long Ticket(string orgId)
    {
        lock (_lock)
        {
            return Of(orgId).Appended;
        }
    }

    public void Appended(string orgId, int count, bool isDue, DateTimeOffset submittedAt)
    {
        lock (_lock)
        {
            var org = Of(orgId);
            org.Waiting += count;
            org.Oldest ??= submittedAt;
            if (isDue)
            {
                org.Due += count;
                org.Appended += count;
            }
        }
    }

    /// <param name="mayBeMore">False when there were no more to be received.</param>
    /// <param name="ticket">Taken before they were received.</param>
    public void Received(string orgId, int count, bool mayBeMore, long ticket)
    {
        lock (_lock)
        {
            var org = Of(orgId);
            org.Due = mayBeMore ? Math.Max(0, org.Due - count) : (int)(org.Appended - ticket);
        }
    }

    public void Released(string orgId, int count)
    {
        lock (_lock)
        {
            Of(orgId).Due += count;
        }
    }

    public void Gone(IReadOnlyCollection<StreamItem> items)
    {
        lock (_lock)
        {
            foreach (var item in items)
            {
                var org = Of(item.Submission.OrgId);
                org.Waiting = Math.Max(0, org.Waiting - 1);
            }
        }
    }

    /// <summary>Something changed that is not counted along.</summary>
    public void Changed()
    {
        lock (_lock)
        {
            _isStale = true;
        }
    }

    private bool BeginLook()
    {
        lock (_lock)
        {
            if (_isLooking || (!_isStale && time.GetElapsedTime(_lookedAt) < LookAgain))
            {
                return false;
            }

            (_isLooking, _isStale, _lookedAt) = (true, false, time.GetTimestamp());
            foreach (var org in _counts.Values)
            {
                org.AppendedBeforeLook = org.Appended;
            }

            return true;
        }
    }

    private void EndLook()
    {
        lock (_lock)
        {
            _isLooking = false;
        }
    }

    private List<OrgBacklog> Look()
    {
        var now = time.GetUtcNow();
        var found = reads.Run(statements =>
        {
            var count = statements[Count].Bind(1, now.UtcTicks).Bind(2, (now + ItemStream.Longest).UtcTicks).Bind(3, QueueRow.Never);
            var rows = new List<(long Org, int Due, int Waiting, DateTimeOffset? Oldest)>();
            while (count.Step())
            {
                var oldest = statements[SubmittedAt].Bind(1, count.Long(3)).Scalar();
                rows.Add((count.Long(0), count.Int(2), count.Int(1), oldest is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null));
            }

            return rows;
        });
        return found.ConvertAll(row => new OrgBacklog(keys.Name(row.Org).Id, row.Due, row.Waiting, row.Oldest));
    }

    private void Replace(List<OrgBacklog> found)
    {
        lock (_lock)
        {
            foreach (var org in _counts.Values)
            {
                (org.Due, org.Waiting, org.Oldest) = (0, 0, null);
            }

            foreach (var each in found)
            {
                var org = Of(each.OrgId);
                (org.Due, org.Waiting, org.Oldest) = (each.Due, each.Waiting, each.Oldest);
            }

            foreach (var org in _counts.Values)
            {
                var meanwhile = (int)(org.Appended - org.AppendedBeforeLook);
                (org.Due, org.Waiting) = (org.Due + meanwhile, org.Waiting + meanwhile);
            }
        }
    }

    private OrgCount Of(string orgId)
    {
        if (!_counts.TryGetValue(orgId, out var count))
        {
            _counts.Add(orgId, count = new OrgCount());
        }

        return count;
    }

    private sealed class OrgCount
    {
        public int Due { get; set; }

        public int Waiting { get; set; }

        public DateTimeOffset? Oldest { get; set; }

        /// <summary>Left to whoever receives first, since this process began.</summary>
        public long Appended { get; set; }

        public long AppendedBeforeLook { get; set; }
    }
}
