using Coop.Engine.Deciding;
using Coop.Engine.Items;
using Coop.Engine.Problems;
using Coop.Engine.Submissions;

namespace Coop.Engine.Flow;

/// <summary>
/// What happens to checked items: they are stored, durable before the answer, and handed over with the values that were made when they were checked. What there is no room
/// for in memory is left on the queue, and its answer comes a little later, so that a sender who is faster than the deciding slows down.
/// </summary>
internal sealed class Intake(FlowParts parts, Admission admission, IDecisionStore decisions)
{
    /// <summary>How much longer than others somebody waits for room who waits for the decisions anyway.</summary>
    private const int AwaitedTimes = 10;

    private readonly Outage _answering = new(FlowPart.Answering, parts.Say);

    /// <summary>Durable when it returns.</summary>
    public async Task<Problem?> SubmitAsync(string orgId, IReadOnlyList<Item> items, string? requestId, CancellationToken cancellationToken)
    {
        if (items.Count == 0)
        {
            return null;
        }

        if (admission.RefusalOf(orgId, items.Count) is { } refusal)
        {
            return refusal;
        }

        var submissions = Submissions(orgId, items, requestId);
        using var room = await parts.Turns.ReserveAsync(orgId, items.Count, SizeOf(submissions), false, parts.Options.SlowDown, cancellationToken).ConfigureAwait(false);
        if (room is not null)
        {
            await AppendAsync(room, submissions, false, cancellationToken).ConfigureAwait(false);
            return null;
        }

        await parts.Stream.AppendAsync(submissions, null, cancellationToken).ConfigureAwait(false);
        admission.Appended(orgId, items.Count, isClaimed: false);
        return null;
    }

    /// <summary>Durable and, but for unexpected failures, decided when it returns.</summary>
    /// <returns>A decision for each, in order; null for one that failed unexpectedly and is tried again later.</returns>
    public async Task<Result<IReadOnlyList<Decision?>>> DecideAsync(string orgId, IReadOnlyList<Item> items, string? requestId, CancellationToken cancellationToken)
    {
        if (items.Count == 0)
        {
            return Result<IReadOnlyList<Decision?>>.Of([]);
        }

        if (admission.RefusalOf(orgId, items.Count) is { } refusal)
        {
            return refusal;
        }

        var (submissions, most) = (Submissions(orgId, items, requestId), parts.Options.SlowDown * AwaitedTimes);
        using var room = await parts.Turns.ReserveAsync(orgId, items.Count, SizeOf(submissions), true, most, cancellationToken).ConfigureAwait(false);
        if (room is null)
        {
            return SubmissionProblems.NoRoom(most);
        }

        var held = await AppendAsync(room, submissions, true, cancellationToken).ConfigureAwait(false);
        var made = new Decision?[held.Count];
        for (var i = 0; i < made.Length; i++)
        {
            // Somebody else decided only if our lease ran out; a decision has the id of its submission.
            made[i] = await held[i].Answer!.Task.WaitAsync(cancellationToken).ConfigureAwait(false)
                ?? await FindAsync(orgId, held[i].Received!.Submission.Id, cancellationToken).ConfigureAwait(false);
        }

        return made;
    }

    /// <returns>Null too when it cannot be read: the item is kept all the same, and that is what whoever waits has to be told.</returns>
    private async Task<Decision?> FindAsync(string orgId, string submissionId, CancellationToken cancellationToken)
    {
        try
        {
            var found = await decisions.FindAsync(orgId, submissionId, cancellationToken).ConfigureAwait(false);
            _answering.Over();
            return found;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            _answering.Met(error);
            return null;
        }
    }

    /// <summary>Evaluates and leaves no trace. Takes its turn like all the others.</summary>
    public async Task<IReadOnlyList<Decision>> TryOutAsync(string orgId, IReadOnlyList<Item> items, CancellationToken cancellationToken)
    {
        if (items.Count == 0)
        {
            return [];
        }

        List<HeldItem> held = [.. items.Select(item => HeldItem.DryRun(orgId, item))];
        using (var room = parts.Turns.ReserveAnyway(orgId, held.Count, held.Sum(item => item.Bytes)))
        {
            room.Fill(held);
        }

        var made = new Decision[held.Count];
        for (var i = 0; i < made.Length; i++)
        {
            made[i] = (await held[i].Answer!.Task.WaitAsync(cancellationToken).ConfigureAwait(false))!;
        }

        return made;
    }

    private async Task<List<HeldItem>> AppendAsync(Room room, IReadOnlyList<Submission> submissions, bool isAwaited, CancellationToken cancellationToken)
    {
        // A sender who went away before it was written had no answer and may send it again, so it is not written. Afterwards it is ours.
        var appended = await parts.Stream.AppendAsync(submissions, parts.Options.Lease, cancellationToken).ConfigureAwait(false);
        parts.Step?.Invoke(FlowStep.Claimed);
        List<HeldItem> held = [.. appended.Select(item => HeldItem.Of(item, isAwaited))];
        parts.Leases.Hold(held);
        admission.Appended(room.Lane.OrgId, held.Count, isClaimed: true);
        room.Fill(held);
        return held;
    }

    private static long SizeOf(List<Submission> submissions) => submissions.Sum(submission => (long)submission.Content.Length);

    private List<Submission> Submissions(string orgId, IReadOnlyList<Item> items, string? requestId)
    {
        var now = parts.Time.GetUtcNow();
        return [.. items.Select(item => Submission.Of(orgId, item, now, requestId))];
    }
}
