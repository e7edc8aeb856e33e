using Coop.Engine.Submissions;

namespace Coop.Engine.Flow;

/// <summary>
/// Accepted items on their way to a decision. An item is held under a lease by whoever received it; a fence tells a holder that was overtaken from the latest one. It is
/// acknowledged after its decision is stored, never before: whatever is lost in between only has it received again and found decided.
/// </summary>
public interface IItemStream
{
    /// <summary>One durable append for the whole batch, all or nothing.</summary>
    /// <param name="lease">The caller holds them at once, and nobody else receives them before it runs out; null leaves them to whoever receives first.</param>
    /// <returns>One for each, in the given order.</returns>
    Task<IReadOnlyList<StreamItem>> AppendAsync(IReadOnlyList<Submission> submissions, TimeSpan? lease, CancellationToken cancellationToken);

    /// <summary>What waits, by organisation; one with nothing on the queue is absent.</summary>
    Task<IReadOnlyList<OrgBacklog>> BacklogAsync(CancellationToken cancellationToken);

    /// <summary>Up to <see cref="OrgShare.Most"/> of each organisation, oldest first: those that wait and are due, and those whose lease ran out because their holder ended.</summary>
    /// <returns>One for each share, in the given order.</returns>
    Task<IReadOnlyList<OrgItems>> ReceiveAsync(IReadOnlyList<OrgShare> shares, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Prolongs leases from now. One whose fence is old is passed over, here and below.</summary>
    Task ExtendAsync(IReadOnlyCollection<StreamItem> items, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Takes decided items off the queue.</summary>
    Task AcknowledgeAsync(IReadOnlyCollection<StreamItem> items, CancellationToken cancellationToken);

    /// <summary>Gives items back that were held and not begun: nothing is counted.</summary>
    Task ReleaseAsync(IReadOnlyCollection<StreamItem> items, CancellationToken cancellationToken);

    /// <summary>Gives an item back after a failure, to be received again after a delay. Counts an attempt.</summary>
    Task ReturnAsync(StreamItem item, string error, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Lays an item aside with the reason: never dropped, never in the way of others, and received again only when somebody asks for it.</summary>
    Task ParkAsync(StreamItem item, string reason, CancellationToken cancellationToken);

    /// <summary>Durable before it returns, all in one write: counts a trial of suspects and names what is about to run, so that it can be named if the process does not survive it.</summary>
    /// <param name="running">Null as long as nothing particular runs. A name given for the same trial does not count it again.</param>
    /// <returns>Those of them that nobody else holds now, in the given order.</returns>
    Task<IReadOnlyList<StreamItem>> BeginTrialAsync(IReadOnlyCollection<StreamItem> items, string? running, CancellationToken cancellationToken);

    /// <summary>The organisation's parked items, oldest first.</summary>
    Task<IReadOnlyList<ParkedItem>> ListParkedAsync(string orgId, int most, CancellationToken cancellationToken);

    /// <summary>Puts a parked item back on the queue, due now, its tries counted from the start.</summary>
    /// <returns>False when the organisation has no such parked item.</returns>
    Task<bool> RetryParkedAsync(string orgId, string submissionId, CancellationToken cancellationToken);

    /// <summary>Completes when something may be waiting that was not before, and by itself after a while: leases run out and other processes append without a word.</summary>
    Task WaitForWorkAsync(CancellationToken cancellationToken);
}
