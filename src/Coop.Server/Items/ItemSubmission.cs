using Coop.Engine.Deciding;
using Coop.Engine.Items;
using Coop.Engine.Flow;
using Coop.Engine.Submissions;
using Coop.Server.Submissions;

namespace Coop.Server.Items;

/// <summary>What happens to checked items: onto the queue, decided at once, or only looked at.</summary>
internal sealed class ItemSubmission(
    IItemStream stream, SynchronousDecisions synchronous, CurrentRules current, SubmissionOptions options, TimeProvider time)
{
    /// <summary>Durable when it returns. The worker decides.</summary>
    public Task EnqueueAsync(string orgId, IReadOnlyList<Item> items, string requestId, CancellationToken cancellationToken) =>
        items.Count == 0 ? Task.CompletedTask : stream.AppendAsync(Submissions(orgId, items, requestId), lease: null, cancellationToken);

    /// <summary>Evaluates and leaves no trace.</summary>
    public async Task<IReadOnlyList<Decision>> TryOutAsync(string orgId, IReadOnlyList<Item> items, CancellationToken cancellationToken)
    {
        var rules = await current.GetAsync(orgId, cancellationToken) ?? throw new InvalidOperationException("The organisation was removed while its request ran.");
        var made = new Decision[items.Count];
        await Parallel.ForAsync(
            0,
            items.Count,
            new ParallelOptions { MaxDegreeOfParallelism = options.AtOnce, CancellationToken = cancellationToken },
            async (i, cancel) => made[i] = await rules.DecideAsync(items[i], null, cancel));
        return made;
    }

    /// <summary>Durable and, but for unexpected failures, decided when it returns.</summary>
    /// <returns>A decision for each, in order; null for one that failed unexpectedly and is tried again by the queue.</returns>
    public async Task<IReadOnlyList<Decision?>> DecideAsync(
        string orgId, IReadOnlyList<Item> items, string requestId, CancellationToken cancellationToken) =>
        items.Count == 0 ? [] : await synchronous.DecideAsync(Submissions(orgId, items, requestId), cancellationToken);

    private List<Submission> Submissions(string orgId, IReadOnlyList<Item> items, string requestId)
    {
        var now = time.GetUtcNow();
        return [.. items.Select(item => Submission.Of(orgId, item, now, requestId))];
    }
}
