using System.Text.Json;
using Coop.Engine.Outbox;

namespace Coop.Engine.Submissions;

/// <summary>An accepted item, durable before the 202, waiting for or having had its one decision.</summary>
/// <param name="Data">The normalised data: a JSON object.</param>
/// <param name="ItemTypeVersion">The version the data was checked against.</param>
public sealed record Submission(
    string Id, string OrgId, string ItemId, string ItemTypeId, string ItemTypeVersion, JsonElement Data, DateTimeOffset SubmittedAt, string? RequestId = null);

public interface ISubmissionStore
{
    /// <summary>One durable append for the whole batch, all or nothing.</summary>
    Task AppendAsync(IReadOnlyList<Submission> submissions, CancellationToken cancellationToken);

    /// <summary>
    /// The same append, already claimed by the caller in the same transaction: nobody else decides them unless the lease runs out first.
    /// </summary>
    /// <returns>One claim for each, in the given order, with attempt 1.</returns>
    Task<IReadOnlyList<ClaimedSubmission>> AppendClaimedAsync(IReadOnlyList<Submission> submissions, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>
    /// Takes waiting submissions, oldest first, and those whose lease ran out because their worker died. Each claim has a token: only the latest
    /// claim of a submission can complete it.
    /// </summary>
    Task<IReadOnlyList<ClaimedSubmission>> ClaimAsync(int most, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Prolongs the leases of claims that are still the latest, from now. So a lease can be short, and a dead worker's claims are free again soon.</summary>
    Task RenewAsync(IReadOnlyCollection<ClaimedSubmission> claims, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>
    /// Writes decision, action executions, outbox rows, review jobs and the daily counts of the rules that acted in one transaction, and takes the
    /// submission off the queue.
    /// </summary>
    /// <param name="webhooks">One for each of the decision's custom actions that has somewhere to go; one without is recorded as failed.</param>
    /// <returns>False, and nothing written, when the claim is no longer the latest or the submission has its decision.</returns>
    Task<bool> CompleteAsync(
        ClaimedSubmission claim, Deciding.Decision decision, IReadOnlyList<OutboxMessage> webhooks, CancellationToken cancellationToken);

    /// <summary>
    /// Gives a submission back after an unexpected error, to be claimed again after a delay. Once it has been attempted too often it is parked with its
    /// error: never dropped, never in the way of the others.
    /// </summary>
    Task AbandonAsync(ClaimedSubmission claim, string error, TimeSpan delay, bool park, CancellationToken cancellationToken);

    /// <summary>The organisation's parked submissions, oldest first.</summary>
    Task<IReadOnlyList<ParkedSubmission>> ListParkedAsync(string orgId, int most, CancellationToken cancellationToken);

    /// <summary>Puts a parked submission back on the queue, due now, its attempts counted from the start.</summary>
    /// <returns>False when the organisation has no such parked submission.</returns>
    Task<bool> RetryParkedAsync(string orgId, string submissionId, CancellationToken cancellationToken);

    Task<Submission?> FindAsync(string orgId, string id, CancellationToken cancellationToken);

    /// <summary>Of these item types, among the organisation's latest decided ones; newest decision first.</summary>
    Task<IReadOnlyList<Submission>> ListDecidedAsync(string orgId, IReadOnlyCollection<string> itemTypeIds, int most, CancellationToken cancellationToken);

    Task<int> CountWaitingAsync(CancellationToken cancellationToken);

    /// <summary>Completes when something may be waiting that was not before.</summary>
    Task WaitForWorkAsync(CancellationToken cancellationToken);
}

/// <param name="Attempt">1 for the first.</param>
public sealed record ClaimedSubmission(Submission Submission, string ClaimToken, int Attempt);

/// <summary>A submission that could not be decided. It waits for a person.</summary>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Error">Why the last try failed.</param>
public sealed record ParkedSubmission(Submission Submission, int Attempts, string Error, DateTimeOffset ParkedAt);
