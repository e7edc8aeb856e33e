using Coop.Engine.Flow;
using Coop.Engine.Submissions;
using Coop.Storage.Keys;
using Coop.Storage.Sqlite;

namespace Coop.Storage.Stream;

internal sealed class SubmissionArchive(Reads reads, KeyRing keys, SubmissionReader submissions) : ISubmissionArchive
{
    // Deep enough for a form to offer something of each type, and never a walk through all that was ever decided.
    private const int DecidedDepth = 500;

    private static readonly Sql Decided = new(
        $"SELECT s.sequence, s.item_type FROM ({NewestDecided.Sequences}) AS d JOIN submissions AS s ON s.sequence = d.sequence ORDER BY s.sequence DESC");

    public Task<Submission?> FindAsync(string orgId, string id, CancellationToken cancellationToken) => Task.FromResult(
        keys.FindOrg(orgId) is { } org && submissions.FindSequence(org, id) is { } sequence ? submissions.Find(sequence) : null);

    public Task<IReadOnlyList<Submission>> ListDecidedAsync(string orgId, IReadOnlyCollection<string> itemTypeIds, int most, CancellationToken cancellationToken)
    {
        if (keys.FindOrg(orgId) is not { } org)
        {
            return Task.FromResult<IReadOnlyList<Submission>>([]);
        }

        var latest = reads.Run(statements =>
        {
            var decided = statements[Decided].Bind(1, org).Bind(2, long.MaxValue).Bind(3, DecidedDepth);
            var found = new List<(long Sequence, long ItemType)>();
            while (decided.Step())
            {
                found.Add((decided.Long(0), decided.Long(1)));
            }

            return found;
        });
        var wanted = latest.Where(row => itemTypeIds.Contains(keys.Name(row.ItemType).Id)).Take(most).Select(row => row.Sequence).ToList();
        return Task.FromResult<IReadOnlyList<Submission>>(submissions.Find(wanted));
    }
}
