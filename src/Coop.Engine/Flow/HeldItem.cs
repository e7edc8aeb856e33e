using Coop.Engine.Items;
using Coop.Engine.Plan;
using Coop.Engine.Submissions;

namespace Coop.Engine.Flow;

/// <summary>An item in this process's memory on its way to a decision.</summary>
internal sealed class HeldItem
{
    private int _isOwned;

    private HeldItem(string orgId, StreamItem? received, Item? item, long bytes, bool isAwaited)
    {
        (OrgId, Received, Item, Bytes) = (orgId, received, item, bytes);
        Answer = isAwaited ? new TaskCompletionSource<Answered>(TaskCreationOptions.RunContinuationsAsynchronously) : null;
    }

    public string OrgId { get; }

    /// <summary>Null for a dry run, which is on no queue.</summary>
    public StreamItem? Received { get; }

    /// <summary>With the typed values made at intake; null until it is restored when it came off the queue.</summary>
    public Item? Item { get; set; }

    /// <summary>That it takes in memory, about.</summary>
    public long Bytes { get; }

    /// <summary>Of somebody who waits for the decision: null when nobody does.</summary>
    public TaskCompletionSource<Answered>? Answer { get; }

    /// <summary>When its lease was taken or renewed, as a timestamp of the monotonic clock.</summary>
    public long LeasedAt { get; set; }

    /// <summary>The run that has a thinker's thread; null when none has.</summary>
    public PlanRun? Lent;

    /// <summary>What it is measured by, set before the run: whoever goes on with the run decides by this, whatever is in force by then.</summary>
    public PlanInForce? Plan;

    /// <summary>Whoever comes to the end of its evaluation first goes on with it: the thread that was lent, or another one in its place.</summary>
    public bool TryOwn() => Interlocked.Exchange(ref _isOwned, 1) == 0;

    /// <summary>Whoever waits is told that this server is being stopped, and does not wait on.</summary>
    public void Stop() => Answer?.TrySetResult(new Answered(null, Undecided.Stopping));

    /// <param name="isAwaited">True when somebody waits for the decision.</param>
    public static HeldItem Of(StreamItem received, bool isAwaited) =>
        new(received.Submission.OrgId, received, received.Submission.Item, received.Submission.Size, isAwaited);

    public static HeldItem DryRun(string orgId, Item item) =>
        new(orgId, null, item, MemorySize.Of(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(item.Data)), true);
}
