using Coop.Engine.Deciding;
using Coop.Engine.Flow;
using Coop.Engine.Submissions;

namespace Coop.Server.Submissions;

/// <summary>
/// Decides submissions while their sender waits. They are appended already claimed, so the queue's worker leaves them alone; and from the append on nothing is
/// lost: what this request does not finish, the queue does, so a sender who goes away changes nothing.
/// </summary>
internal sealed class SynchronousDecisions(
    IItemStream stream, SubmissionDecider decider, HeldClaims held, IDecisionStore decisions, SubmissionOptions options)
{
    /// <returns>A decision for each, in order; null for one that failed unexpectedly and is tried again by the queue.</returns>
    public async Task<IReadOnlyList<Decision?>> DecideAsync(IReadOnlyList<Submission> accepted, CancellationToken cancellationToken)
    {
        var claims = await stream.AppendAsync(accepted, options.Lease, cancellationToken);
        List<IDisposable> leases = [.. claims.Select(held.Hold)];
        try
        {
            var made = new Decision?[claims.Count];
            await Parallel.ForAsync(
                0,
                claims.Count,
                new ParallelOptions { MaxDegreeOfParallelism = options.AtOnce },
                async (i, cancel) => made[i] = await DecideAsync(claims[i], cancel));
            return made;
        }
        finally
        {
            leases.ForEach(lease => lease.Dispose());
        }
    }

    private async Task<Decision?> DecideAsync(StreamItem claim, CancellationToken cancellationToken)
    {
        if (await decider.DecideAsync(claim, cancellationToken) is { } decision)
        {
            return decision;
        }

        // Somebody else decided if our lease ran out.
        return await decisions.FindAsync(claim.Submission.OrgId, claim.Submission.Id, cancellationToken);
    }
}
