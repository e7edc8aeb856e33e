using Coop.Engine.Actions;
using Coop.Engine.Deciding;
using Coop.Storage.Keys;
using Coop.Storage.Sqlite;
using Coop.Storage.Stream;

namespace Coop.Storage.Decisions;

internal sealed class DecisionStore(Reads reads, KeyRing keys) : IDecisionStore
{
    private static readonly Sql Read = new("SELECT content FROM decisions WHERE sequence = ?1");
    private static readonly Sql OfId = new("SELECT d.sequence FROM submissions AS s JOIN decisions AS d ON d.sequence = s.sequence WHERE s.id = ?1 AND s.org = ?2");
    private static readonly Sql Newest = new(NewestDecided.Sequences);

    private static readonly Sql Executions = new(
        """
        SELECT key, action, state, attempts, next_attempt_at, delivered_at, last_status, last_error FROM executions WHERE key >= ?1 AND key < ?2 AND org = ?3 ORDER BY key
        """);

    public Task<IReadOnlyList<Decision>?> ListByItemAsync(string orgId, string itemId, string? before, int most, CancellationToken cancellationToken) =>
        ListAsync(orgId, itemId, before, most, DecisionFormat.Read);

    public Task<IReadOnlyList<Decision>?> ListAsync(string orgId, string? before, int most, CancellationToken cancellationToken) =>
        ListAsync(orgId, itemId: null, before, most, DecisionFormat.Read);

    public Task<IReadOnlyList<DecisionSummary>?> ListSummariesAsync(string orgId, string? itemId, string? before, int most, CancellationToken cancellationToken) =>
        ListAsync(orgId, itemId, before, most, Summary);

    public async Task<RecentMatches> ListMatchesAsync(string orgId, string ruleId, int among, CancellationToken cancellationToken)
    {
        var latest = (await ListAsync(orgId, itemId: null, before: null, among, Summary))!;
        return new RecentMatches(latest.Count, [.. latest.Where(decision => decision.Matched.Any(rule => rule.Id == ruleId))]);
    }

    public Task<Decision?> FindAsync(string orgId, string id, CancellationToken cancellationToken) => Task.FromResult(
        keys.FindOrg(orgId) is { } org
            ? reads.RunInOneMoment(statements => Sequence(statements, org, id) is { } sequence ? TryRead(statements, sequence, DecisionFormat.Read) : null)
            : null);

    public Task<IReadOnlyList<ActionExecution>> ListExecutionsAsync(string orgId, string decisionId, CancellationToken cancellationToken)
    {
        if (keys.FindOrg(orgId) is not { } org)
        {
            return Task.FromResult<IReadOnlyList<ActionExecution>>([]);
        }

        var rows = reads.RunInOneMoment(statements =>
        {
            if (Sequence(statements, org, decisionId) is not { } sequence)
            {
                return [];
            }

            var read = statements[Executions].Bind(1, OrdinalKey.Of(sequence, 0)).Bind(2, OrdinalKey.Of(sequence + 1, 0)).Bind(3, org);
            var found = new List<(long Action, ActionExecution Execution)>();
            while (read.Step())
            {
                found.Add((read.Long(1), new ActionExecution
                {
                    Id = ExecutionId.Of(decisionId, OrdinalKey.Ordinal(read.Long(0))),
                    OrgId = orgId,
                    ActionId = "",
                    DecisionId = decisionId,
                    State = (ActionExecutionState)read.Int(2),
                    Attempts = read.Int(3),
                    NextAttemptAt = read.InstantOrNull(4),
                    DeliveredAt = read.InstantOrNull(5),
                    LastStatus = read.IsNull(6) ? null : read.Int(6),
                    LastError = read.TextOrNull(7),
                }));
            }

            return found;
        });
        return Task.FromResult<IReadOnlyList<ActionExecution>>(rows.ConvertAll(row => row.Execution with { ActionId = keys.Name(row.Action).Id }));
    }

    private static DecisionSummary Summary(ReadOnlySpan<byte> content) => DecisionFormat.ReadSummary(content);

    private static T? TryRead<T>(Statements statements, long sequence, Reading<T> reading)
        where T : class
    {
        var read = statements[Read].Bind(1, sequence);
        try
        {
            return read.Step() ? reading(read.Blob(0)) : null;
        }
        catch (LaterFormatException later)
        {
            // What is in it cannot be read, but which it is can. A damaged one without an item belongs to nobody who could ask for it.
            return SubmissionReader.FindIds(statements, sequence) is { } ids ? throw later.Of($"Decision {ids.Id}, about item {ids.ItemId},") : null;
        }
        finally
        {
            read.Reset();
        }
    }

    /// <summary>Of a decision: an item that has none yet has the id of the one it will get.</summary>
    private static long? Sequence(Statements statements, long org, string decisionId)
    {
        var id = new byte[SubmissionId.Length];
        return SubmissionId.TryWrite(decisionId, id) ? statements[OfId].Bind(1, id).Bind(2, org).Scalar() : null;
    }

    /// <summary>Newest first, in one moment: between two reads retention could take away where the page begins, and none would look like the end.</summary>
    private Task<IReadOnlyList<T>?> ListAsync<T>(string orgId, string? itemId, string? before, int most, Reading<T> reading)
        where T : class
    {
        if (keys.FindOrg(orgId) is not { } org)
        {
            return Task.FromResult<IReadOnlyList<T>?>(before is null ? [] : null);
        }

        return Task.FromResult<IReadOnlyList<T>?>(reads.RunInOneMoment(statements =>
        {
            if ((before is null ? long.MaxValue : Sequence(statements, org, before)) is not { } below)
            {
                return null;
            }

            var sequences = itemId is null ? NewestOf(statements, org, below, most) : ItemHistory.Newest(statements, org, itemId, below, most);
            return sequences.Select(sequence => TryRead(statements, sequence, reading)).OfType<T>().ToList();
        }));
    }

    private static List<long> NewestOf(Statements statements, long org, long before, int most)
    {
        var read = statements[Newest].Bind(1, org).Bind(2, before).Bind(3, most);
        var found = new List<long>();
        while (read.Step())
        {
            found.Add(read.Long(0));
        }

        return found;
    }

    private delegate T Reading<out T>(ReadOnlySpan<byte> content);
}
