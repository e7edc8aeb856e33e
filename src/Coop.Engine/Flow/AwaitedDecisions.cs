using Coop.Engine.Deciding;
using Coop.Engine.Problems;
using Coop.Engine.Submissions;

namespace Coop.Engine.Flow;

/// <summary>Items that are on their way, and somebody who waits for what is decided. By now they have their room among the items in memory, and need none of those that arrive.</summary>
public sealed class AwaitedDecisions
{
    private readonly string _orgId;

    // Not the items: one that was decided must not stay in memory until the last one is.
    private readonly IReadOnlyList<(Task<Answered> Answer, string? SubmissionId)> _awaited;
    private readonly IDecisionStore _decisions;
    private readonly Outage _answering;

    internal AwaitedDecisions(string orgId, IReadOnlyList<HeldItem> held, IDecisionStore decisions, Outage answering) =>
        (_orgId, _awaited, _decisions, _answering) = (orgId, [.. held.Select(item => (item.Answer!.Task, item.Received?.Submission.Id))], decisions, answering);

    /// <returns>For each, in order, its decision or why there is none; refused when a dry run was not made, of which nothing is kept.</returns>
    public async Task<Result<IReadOnlyList<Answered>>> MadeAsync(CancellationToken cancellationToken)
    {
        var made = new Answered[_awaited.Count];
        for (var i = 0; i < made.Length; i++)
        {
            made[i] = await _awaited[i].Answer.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (made[i].Decision is not null)
            {
                continue;
            }

            if (_awaited[i].SubmissionId is not { } submissionId)
            {
                return SubmissionProblems.Stopping;
            }

            made[i] = await FindAsync(submissionId, made[i], cancellationToken).ConfigureAwait(false);
        }

        return made;
    }

    /// <summary>Somebody else decided only if our lease ran out; a decision has the id of its submission.</summary>
    /// <returns>Without a decision too when it cannot be read: the item is kept all the same, and that is what whoever waits has to be told.</returns>
    private async Task<Answered> FindAsync(string submissionId, Answered without, CancellationToken cancellationToken)
    {
        try
        {
            var found = await _decisions.FindAsync(_orgId, submissionId, cancellationToken).ConfigureAwait(false);
            _answering.Over();
            return without with { Decision = found };
        }
        catch (LaterFormatException)
        {
            // The database answers, and this server's version is told of at each place that shows decisions.
            _answering.Over();
            return without with { Why = Undecided.LaterFormat };
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            _answering.Met(error);
            return without;
        }
    }
}
