using Coop.Engine.Flow;
using Coop.Engine.Submissions;
using Coop.Storage.Keys;
using Coop.Storage.Sqlite;
using Coop.Storage.Writing;

namespace Coop.Storage.Stream;

internal sealed class ItemStream(WriteLane lane, Reads reads, KeyRing keys, SubmissionReader submissions, TimeProvider time) : IItemStream
{
    /// <summary>No lease and no delay is longer: what is due later than this was written under another clock.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly HeldLeases _held = new(time);
    private readonly RecentItems _recent = new();
    private readonly Backlog _backlog = new(reads, keys, time);
    private readonly WorkSignal _work = new(time);

    public async Task<IReadOnlyList<StreamItem>> AppendAsync(IReadOnlyList<Submission> batch, TimeSpan? lease, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
        {
            return [];
        }

        var rows = new AppendedRow[batch.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = await AppendedRow.OfAsync(batch[i], keys, cancellationToken);
        }

        var (began, due) = (time.GetTimestamp(), time.GetUtcNow() + Capped(lease ?? TimeSpan.Zero));
        var first = await lane.GroupAsync(statements => QueueWrites.Append(statements, rows, due.UtcTicks, lease is not null), cancellationToken);
        var items = new StreamItem[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            items[i] = new StreamItem(batch[i], first + i, lease is null ? 0 : 1, 1, 0, null, IsSuspect: false);
        }

        foreach (var org in batch.GroupBy(submission => submission.OrgId, StringComparer.Ordinal))
        {
            _backlog.Appended(org.Key, org.Count(), isDue: lease is null, org.First().SubmittedAt);
        }

        if (lease is { } held)
        {
            _held.Add(items, began, Capped(held));
        }
        else
        {
            _recent.Keep(items);
            _work.Set();
        }

        return items;
    }

    public Task<IReadOnlyList<OrgBacklog>> BacklogAsync(CancellationToken cancellationToken) => Task.FromResult(_backlog.Read());

    public async Task<IReadOnlyList<OrgItems>> ReceiveAsync(IReadOnlyList<OrgShare> shares, TimeSpan lease, CancellationToken cancellationToken)
    {
        if (shares.Count == 0)
        {
            return [];
        }

        List<WantedShare> wanted = [.. shares.Select(share => new WantedShare(share, keys.FindOrg(share.OrgId) ?? 0, _backlog.Ticket(share.OrgId)))];
        var (began, now, settled) = (time.GetTimestamp(), time.GetUtcNow(), _held.IsClockSettled(Capped(lease)));
        var claim = new Claim(now, Capped(lease), row => row.IsHeld && (!settled || _held.Holds(row.Sequence, row.Fence - 1)));
        var taken = await lane.GroupAsync(statements => claim.Take(statements, wanted), cancellationToken);
        var received = new OrgItems[wanted.Count];
        var unreadable = new List<UnreadableRow>();
        for (var i = 0; i < received.Length; i++)
        {
            var (share, (rows, mayBeMore, nextSize)) = (wanted[i], taken[i]);
            var items = submissions.Items(rows, _recent, row => row.IsHeld && !_held.IsInnocent(row.Sequence, row.Fence - 1), unreadable);
            _held.Add(items, began, Capped(lease));
            _backlog.Received(share.Share.OrgId, rows.Count, mayBeMore, share.Ticket);
            received[i] = new OrgItems(share.Share.OrgId, items, mayBeMore, nextSize);
        }

        if (unreadable.Count > 0)
        {
            await LayAsideAsync(unreadable, cancellationToken);
        }

        return Array.TrueForAll(received, org => org.Items.Count == 0) && unreadable.Find(row => !row.IsDamaged) is { } failed ? throw failed.Error : received;
    }

    public async Task ExtendAsync(IReadOnlyCollection<StreamItem> items, TimeSpan lease, CancellationToken cancellationToken)
    {
        var (began, until) = (time.GetTimestamp(), (time.GetUtcNow() + Capped(lease)).UtcTicks);
        // Before it is written, and whether it can be or not: who asks is at them.
        _held.Prolong(items, began, Capped(lease));
        await WriteAsync(items, (statements, item) => QueueWrites.Extend(statements, item, until), cancellationToken);
    }

    public async Task AcknowledgeAsync(IReadOnlyCollection<StreamItem> items, CancellationToken cancellationToken)
    {
        await WriteAsync(items, QueueWrites.Acknowledge, cancellationToken);
        _held.Remove(items);
        _backlog.Gone(items);
    }

    public async Task ReleaseAsync(IReadOnlyCollection<StreamItem> items, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcTicks;
        await WriteAsync(items, (statements, item) => QueueWrites.Release(statements, item, now), cancellationToken);
        _held.Remove(items);
        foreach (var org in items.GroupBy(item => item.Submission.OrgId, StringComparer.Ordinal))
        {
            _backlog.Released(org.Key, org.Count());
        }

        _work.Set();
    }

    public async Task ReturnAsync(StreamItem item, string error, TimeSpan delay, CancellationToken cancellationToken)
    {
        var due = (time.GetUtcNow() + Capped(delay)).UtcTicks;
        await WriteAsync([item], (statements, each) => QueueWrites.Return(statements, each, error, due), cancellationToken);
        _held.Remove([item]);
        _backlog.Changed();
    }

    public async Task ParkAsync(StreamItem item, string reason, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcTicks;
        await WriteAsync([item], (statements, each) => QueueWrites.Park(statements, each, reason, now), cancellationToken);
        _held.Remove([item]);
        _backlog.Changed();
    }

    public async Task<IReadOnlyList<StreamItem>> BeginTrialAsync(IReadOnlyCollection<StreamItem> items, string? running, CancellationToken cancellationToken) => items.Count == 0
        ? []
        : await lane.GroupAsync(statements => items.Where(item => QueueWrites.BeginTrial(statements, item, running) == 1).ToList(), cancellationToken);

    public Task<IReadOnlyList<ParkedItem>> ListParkedAsync(string orgId, int most, CancellationToken cancellationToken) =>
        Task.FromResult(keys.FindOrg(orgId) is { } org ? submissions.Parked(org, most) : []);

    public async Task<bool> RetryParkedAsync(string orgId, string submissionId, CancellationToken cancellationToken)
    {
        if (keys.FindOrg(orgId) is not { } org || submissions.FindSequence(org, submissionId) is not { } sequence)
        {
            return false;
        }

        var now = time.GetUtcNow().UtcTicks;
        var back = await lane.GroupAsync(statements => QueueWrites.RetryParked(statements, org, sequence, now), cancellationToken) == 1;
        if (back)
        {
            _backlog.Changed();
            _work.Set();
        }

        return back;
    }

    public Task WaitForWorkAsync(CancellationToken cancellationToken) => _work.WaitAsync(cancellationToken);

    /// <summary>None keeps another waiting: what is damaged waits for a person, and what only could not be read now is received again.</summary>
    private async Task LayAsideAsync(List<UnreadableRow> unreadable, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcTicks;
        await lane.GroupAsync(statements => unreadable.Sum(row => row.LayAside(statements, now)), cancellationToken);
        _backlog.Changed();
    }

    private static TimeSpan Capped(TimeSpan span) => span > Longest ? Longest : span;

    private Task<int> WriteAsync(IReadOnlyCollection<StreamItem> items, Func<Statements, StreamItem, int> write, CancellationToken cancellationToken) => items.Count == 0
        ? Task.FromResult(0)
        : lane.GroupAsync(statements => items.Sum(item => write(statements, item)), cancellationToken);
}
