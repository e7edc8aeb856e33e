using Coop.Engine.Actions;
using Coop.Engine.Flow;
using Coop.Engine.Problems;
using Coop.Engine.Submissions;
using Coop.Storage.Keys;
using Coop.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Coop.Storage.Stream;

/// <summary>Submissions back from their rows.</summary>
internal sealed class SubmissionReader(Reads reads, KeyRing keys)
{
    private static readonly Sql Read = new("SELECT id, org, item_id, item_type, content, submitted_at, request_id FROM submissions WHERE sequence = ?1");
    private static readonly Sql Id = new("SELECT id FROM submissions WHERE sequence = ?1");
    private static readonly Sql Ids = new("SELECT id, item_id FROM submissions WHERE sequence = ?1");
    private static readonly Sql Sequence = new("SELECT sequence FROM submissions WHERE id = ?1 AND org = ?2");
    private static readonly Sql LaidAside = new("SELECT sequence, failures, error, parked_at FROM queue WHERE org = ?1 AND due_at = ?3 ORDER BY sequence LIMIT ?2");

    public Submission Find(long sequence) => Submission(reads.Run(statements => Row(statements, sequence)));

    public List<Submission> Find(IReadOnlyCollection<long> sequences) => reads.Run(statements => sequences.Select(sequence => Row(statements, sequence)).ToList()).ConvertAll(Submission);

    public long? FindSequence(long org, string submissionId)
    {
        var id = new byte[SubmissionId.Length];
        return SubmissionId.TryWrite(submissionId, id) ? reads.Run(statements => statements[Sequence].Bind(1, id).Bind(2, org).Scalar()) : null;
    }

    public string FindId(long sequence) => SubmissionId.Read(reads.Run(statements =>
    {
        var read = statements[Id].Bind(1, sequence);
        var id = read.Step() ? read.Blob(0).ToArray() : throw Missing(sequence);
        read.Reset();
        return id;
    }));

    /// <returns>Its id and its item's, as the reader sees them; null when it is gone.</returns>
    public static (string Id, string ItemId)? FindIds(Statements statements, long sequence)
    {
        var read = statements[Ids].Bind(1, sequence);
        var ids = read.Step() ? (SubmissionId.Read(read.Blob(0)), read.Text(1)) : ((string, string)?)null;
        read.Reset();
        return ids;
    }

    /// <returns>The key of an execution, by its id; null when the organisation has none of that decision.</returns>
    public long? FindExecution(string orgId, string executionId) =>
        ExecutionId.TryRead(executionId, out var decisionId, out var ordinal) && keys.FindOrg(orgId) is { } org && FindSequence(org, decisionId) is { } sequence
            ? OrdinalKey.Of(sequence, ordinal)
            : null;

    /// <param name="unreadable">Those that could not be read are added to it.</param>
    public List<StreamItem> Items(List<QueuedItem> queued, RecentItems recent, Func<QueuedItem, bool> isSuspect, List<UnreadableRow> unreadable)
    {
        var items = new List<StreamItem>(queued.Count);
        foreach (var row in queued)
        {
            try
            {
                var submission = recent.TryTake(row.Sequence, out var kept) ? kept : Find(row.Sequence);
                items.Add(new StreamItem(submission, row.Sequence, row.Fence, row.Failures + 1, row.Trials, row.Running, isSuspect(row)));
            }
            catch (Exception error) when (
                error is SqliteException or StorageUnavailableException or ArgumentException or FormatException or (InvalidOperationException and not ObjectDisposedException))
            {
                unreadable.Add(new UnreadableRow(row, isSuspect(row), error));
            }
        }

        return items;
    }

    public IReadOnlyList<ParkedItem> Parked(long org, int most)
    {
        var rows = reads.Run(statements =>
        {
            var parked = statements[LaidAside].Bind(1, org).Bind(2, most).Bind(3, QueueRow.Never);
            var found = new List<(long Sequence, int Attempts, string Error, DateTimeOffset At)>();
            while (parked.Step())
            {
                found.Add((parked.Long(0), parked.Int(1), parked.TextOrNull(2) ?? "", parked.Instant(3)));
            }

            return found;
        });
        return rows.ConvertAll(row => new ParkedItem(Readable(row.Sequence), row.Attempts, row.Error, row.At));
    }

    /// <summary>A damaged one too, with what can be read of it: it is listed, so that a person learns of it and can put it back.</summary>
    private Submission Readable(long sequence)
    {
        var row = reads.Run(statements => Row(statements, sequence));
        var (org, type) = (TryName(row.Org), TryName(row.ItemType));
        return new Submission(row.Id, org?.Id ?? "", row.ItemId, type?.Id ?? "", type?.Version ?? "", row.Content, row.SubmittedAt, row.RequestId);
    }

    private KeyName? TryName(long key)
    {
        try
        {
            return keys.Name(key);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static StoredRow Row(Statements statements, long sequence)
    {
        var read = statements[Read].Bind(1, sequence);
        var row = read.Step()
            ? new StoredRow(SubmissionId.Read(read.Blob(0)), read.Long(1), read.Text(2), read.Long(3), read.Blob(4).ToArray(), read.Instant(5), read.TextOrNull(6))
            : throw Missing(sequence);
        read.Reset();
        return row;
    }

    private static InvalidOperationException Missing(long sequence) => new($"The database has no submission {sequence}, though it is named.");

    private Submission Submission(StoredRow row)
    {
        var type = keys.Name(row.ItemType);
        return new Submission(row.Id, keys.Name(row.Org).Id, row.ItemId, type.Id, type.Version, row.Content, row.SubmittedAt, row.RequestId);
    }

    private readonly record struct StoredRow(string Id, long Org, string ItemId, long ItemType, byte[] Content, DateTimeOffset SubmittedAt, string? RequestId);
}
