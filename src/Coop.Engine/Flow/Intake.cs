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

    /// <summary>Durable when it returns; decided when what it returns says so.</summary>
    public async Task<Result<AwaitedDecisions>> DecideAsync(string orgId, IReadOnlyList<Item> items, string? requestId, CancellationToken cancellationToken)
    {
        if (items.Count == 0)
        {
            return Await(orgId, []);
        }

        if (admission.RefusalOf(orgId, items.Count) is { } refusal)
        {
            return refusal;
        }

        var submissions = Submissions(orgId, items, requestId);
        using var room = await ReserveAsync(orgId, items.Count, SizeOf(submissions), cancellationToken).ConfigureAwait(false);
        return room is null
            ? SubmissionProblems.NoRoom(LongestWait)
            : Await(orgId, await AppendAsync(room, submissions, true, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Evaluates and leaves no trace. Takes its turn and its room like all the others.</summary>
    public async Task<Result<AwaitedDecisions>> TryOutAsync(string orgId, IReadOnlyList<Item> items, CancellationToken cancellationToken)
    {
        List<HeldItem> held = [.. items.Select(item => HeldItem.DryRun(orgId, item))];
        using var room = await ReserveAsync(orgId, held.Count, held.Sum(item => item.Bytes), cancellationToken).ConfigureAwait(false);
        if (room is null)
        {
            return SubmissionProblems.NoRoom(LongestWait);
        }

        await FillAsync(room, held).ConfigureAwait(false);
        return Await(orgId, held);
    }

    private TimeSpan LongestWait => parts.Options.SlowDown * AwaitedTimes;

    private ValueTask<Room?> ReserveAsync(string orgId, int places, long bytes, CancellationToken cancellationToken) =>
        parts.Turns.ReserveAsync(orgId, places, bytes, true, LongestWait, cancellationToken);

    private AwaitedDecisions Await(string orgId, IReadOnlyList<HeldItem> held) => new(orgId, held, decisions, _answering);

    private async Task<List<HeldItem>> AppendAsync(Room room, IReadOnlyList<Submission> submissions, bool isAwaited, CancellationToken cancellationToken)
    {
        // A sender who went away before it was written had no answer and may send it again, so it is not written. Afterwards it is ours.
        var appended = await parts.Stream.AppendAsync(submissions, parts.Options.Lease, cancellationToken).ConfigureAwait(false);
        parts.Step?.Invoke(FlowStep.Claimed);
        List<HeldItem> held = [.. appended.Select(item => HeldItem.Of(item, isAwaited))];
        parts.Leases.Hold(held);
        admission.Appended(room.Lane.OrgId, held.Count, isClaimed: true);
        await FillAsync(room, held).ConfigureAwait(false);
        return held;
    }

    /// <summary>What comes while the server stops is stored, and decided by whichever runs next.</summary>
    private async Task FillAsync(Room room, List<HeldItem> held)
    {
        if (!room.TryFill(held))
        {
            held.ForEach(item => item.Stop());
            await parts.Leases.ReleaseAsync(held).ConfigureAwait(false);
        }
    }

    private static long SizeOf(List<Submission> submissions) => submissions.Sum(submission => submission.Size);

    private List<Submission> Submissions(string orgId, IReadOnlyList<Item> items, string? requestId)
    {
        var now = parts.Time.GetUtcNow();
        return [.. items.Select(item => Submission.Of(orgId, item, now, requestId))];
    }
}
