using Coop.Engine.Deciding;
using Coop.Engine.Items;
using Coop.Engine.Plan;
using Coop.Engine.Problems;
using Coop.Engine.Submissions;

namespace Coop.Engine.Flow;

/// <summary>Makes a held item's one decision and has it stored, or gives the item back. Whatever happens, the item has left this process's memory at the end.</summary>
internal sealed class Decider(FlowParts parts)
{
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    // One more than are begun, until it is asked when they end.
    private int _deciding = 1;
    private readonly Outage _committing = new(FlowPart.Committing, parts.Say);
    private readonly Outage _restoring = new(FlowPart.Restoring, parts.Say);

    /// <summary>As much of it as can be thought runs on the caller's thread. Never throws.</summary>
    /// <param name="lane">The organisation's, in which it counts as begun.</param>
    public Task DecideAsync(HeldItem held, OrgLane lane, CancellationToken ending)
    {
        Interlocked.Increment(ref _deciding);
        return GoOnAsync(held, lane, EvaluateAsync(held, ending), ending);
    }

    /// <summary>The thread that evaluates an item does not come back from somebody's code: whatever comes of it without that thread is gone on with.</summary>
    /// <returns>Completes when the item has left this process's memory; null when no code has it, and its thread goes on with it.</returns>
    public Task? TakeOver(HeldItem held, OrgLane lane, CancellationToken ending)
    {
        return Volatile.Read(ref held.Lent)?.WhenTakenFrom(held.Item!) is { } taken ? GoOnAsync(held, lane, TakenAsync(held.Plan!), ending) : null;

        async Task<Evaluated?> TakenAsync(PlanInForce plan) => new Evaluated(plan, await taken.ConfigureAwait(false));
    }

    private async Task GoOnAsync(HeldItem held, OrgLane lane, Task<Evaluated?> evaluating, CancellationToken ending)
    {
        await ((Task)evaluating).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!held.TryOwn())
        {
            return;
        }

        parts.Turns.Evaluated(lane);
        var isSettled = false;
        Decision? decision = null;
        var why = Undecided.TriedAgain;
        try
        {
            if (await evaluating.ConfigureAwait(false) is not var (plan, result))
            {
                var item = held.Received!;
                var reason = Gone(item.Submission);
                await WaitOutAsync(ParkedAsync, parts.GivingBack, ending).ConfigureAwait(false);
                parts.Say.Parked(item, reason, null);
                why = Undecided.Parked;

                async Task<bool> ParkedAsync()
                {
                    await parts.Stream.ParkAsync(item, reason, CancellationToken.None).ConfigureAwait(false);
                    return true;
                }
            }
            else if (held.Received is null)
            {
                decision = plan.Decide(result, null, Spent(plan));
            }
            else
            {
                parts.Step?.Invoke(FlowStep.Evaluated);
                decision = await CommitAsync(held, held.Received, plan, spent => plan.Decide(result, held.Received.Submission.Id, spent), ending).ConfigureAwait(false);
                why = Undecided.Already;
                parts.Acknowledgements.Add(held.Received);
            }

            isSettled = true;
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            why = Undecided.Stopping;
            await parts.Leases.ReleaseAsync([held]).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            isSettled = await GiveBackAsync(held, error).ConfigureAwait(false);
            why = isSettled ? Undecided.Parked : Undecided.TriedAgain;
        }
        finally
        {
            parts.Leases.LetGo(held);
            parts.Turns.Done(lane, held, isSettled);
            held.Answer?.TrySetResult(new Answered(decision, why));
            Ended();
        }
    }

    /// <returns>Null when the version of its type is gone.</returns>
    private async Task<Evaluated?> EvaluateAsync(HeldItem held, CancellationToken ending)
    {
        var getting = parts.Plans.GetAsync(held.OrgId, ending);
        var isLookedAfter = getting.IsCompleted;
        var plan = await getting.ConfigureAwait(false);
        if (held.Item is null)
        {
            var restoring = RestoreAsync(held.Received!.Submission, plan, ending);
            isLookedAfter &= restoring.IsCompleted;
            held.Item = await restoring.ConfigureAwait(false);
        }

        if (held.Item is null)
        {
            return null;
        }

        // After a wait it is no thinker's thread that goes on, and nobody would take the item over from code that does not give it back.
        held.Plan = plan;
        var running = isLookedAfter ? plan.RunHereAsync(held.Item, out held.Lent, ending) : plan.RunAwayAsync(held.Item, ending);
        return new Evaluated(plan, await running.ConfigureAwait(false));
    }

    /// <summary>Completes when all that were begun have ended; asked once, when no more are begun.</summary>
    public Task WhenIdleAsync()
    {
        Ended();
        return _idle.Task;
    }

    private void Ended()
    {
        if (Interlocked.Decrement(ref _deciding) == 0)
        {
            _idle.TrySetResult();
        }
    }

    /// <returns>The decision; null when somebody else made it.</returns>
    private async Task<Decision?> CommitAsync(HeldItem held, StreamItem received, PlanInForce plan, Func<IReadOnlySet<string>, Decision> decide, CancellationToken ending)
    {
        var spent = Spent(plan);
        while (true)
        {
            var decision = decide(spent);
            var commit = plan.CommitOf(received, held.Item!, decision);
            var outcome = await CommitAsync(commit, ending).ConfigureAwait(false);
            if (outcome.Result != CommitResult.QuotaSpent)
            {
                parts.Step?.Invoke(FlowStep.Committed);
                return outcome.Result == CommitResult.Committed ? decision : null;
            }

            // Each time at least one rule less, so it comes to an end.
            var reached = commit.Quotas.Where(claim => outcome.SpentRuleIds.Contains(claim.RuleId)).ToList();
            parts.Spent.Note(received.Submission.OrgId, Day(decision), reached);
            spent = spent.Concat(outcome.SpentRuleIds).ToHashSet(StringComparer.Ordinal);
        }
    }

    /// <summary>
    /// When the storage fails the decision is kept and offered again: nothing is measured twice for it. A database that cannot do its work is no fault of the item's, however long it lasts.
    /// </summary>
    private async Task<CommitOutcome> CommitAsync(DecisionCommit commit, CancellationToken ending)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                var outcome = await parts.Log.CommitAsync(commit, CancellationToken.None).ConfigureAwait(false);
                _committing.Over();
                return outcome;
            }
            catch (Exception error) when (error is StorageUnavailableException || tries < parts.Options.Attempts)
            {
                _committing.Met(error);
                await Task.Delay(error is StorageUnavailableException ? parts.Options.WaitInOutage(tries) : parts.Options.WaitAfter(tries), parts.Time, ending).ConfigureAwait(false);
            }
        }
    }

    private IReadOnlySet<string> Spent(PlanInForce plan) =>
        parts.Spent.Of(plan.Source.OrgId, DateOnly.FromDateTime(parts.Time.GetUtcNow().UtcDateTime), plan.DailyLimits);

    private static DateOnly Day(Decision decision) => DateOnly.FromDateTime(decision.DecidedAt.UtcDateTime);

    /// <returns>Null when the version of its type is gone.</returns>
    private async ValueTask<Item?> RestoreAsync(Submission submission, PlanInForce plan, CancellationToken ending)
    {
        var type = plan.ItemTypes.GetValueOrDefault(submission.ItemTypeId) is { } newest && newest.Version == submission.ItemTypeVersion
            ? newest
            : await WaitOutAsync(
                () => parts.ItemTypes.FindVersionAsync(submission.OrgId, submission.ItemTypeId, submission.ItemTypeVersion, ending), _restoring, ending).ConfigureAwait(false);
        return type is null ? null : ItemNormalization.Restore(submission.ItemId, type, submission.ReadData());
    }

    /// <summary>A database that cannot do its work is no fault of the item's: what is asked of it is asked again, however long that lasts, and no try is counted.</summary>
    private async Task<T> WaitOutAsync<T>(Func<Task<T>> ask, Outage outage, CancellationToken ending)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                var answer = await ask().ConfigureAwait(false);
                outage.Over();
                return answer;
            }
            catch (StorageUnavailableException error)
            {
                outage.Met(error);
                await Task.Delay(parts.Options.WaitInOutage(tries), parts.Time, ending).ConfigureAwait(false);
            }
        }
    }

    private static string Gone(Submission submission) =>
        $"The item type '{submission.ItemTypeId}' is gone, and so is the version '{submission.ItemTypeVersion}' that the item was checked against.";

    /// <returns>True when it is parked.</returns>
    private async Task<bool> GiveBackAsync(HeldItem held, Exception error)
    {
        if (held.Received is not { } item)
        {
            held.Answer?.TrySetException(error);
            return false;
        }

        var reason = $"{error.GetType().Name}: {error.Message}";
        try
        {
            if (item.Attempt >= parts.Options.Attempts)
            {
                await parts.Stream.ParkAsync(item, reason, CancellationToken.None).ConfigureAwait(false);
                parts.Say.Parked(item, reason, error);
                return true;
            }

            var wait = parts.Options.WaitAfter(item.Attempt);
            await parts.Stream.ReturnAsync(item, reason, wait, CancellationToken.None).ConfigureAwait(false);
            parts.Say.GivenBack(item, wait, error);
            parts.GivingBack.Over();
        }
        catch (Exception second)
        {
            parts.GivingBack.Met(second);
        }

        return false;
    }

    /// <summary>What was measured, and the plan that asked for it.</summary>
    private sealed record Evaluated(PlanInForce Plan, PlanResult Result);
}
