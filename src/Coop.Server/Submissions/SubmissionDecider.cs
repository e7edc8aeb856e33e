using Coop.Engine.Deciding;
using Coop.Engine.Items;
using Coop.Engine.Outbox;
using Coop.Engine.Submissions;

namespace Coop.Server.Submissions;

/// <summary>Makes a claimed submission's one decision and stores it, or gives the submission back.</summary>
internal sealed partial class SubmissionDecider(
    CurrentRules current, IItemTypeStore itemTypes, ISubmissionStore submissions, SubmissionOptions options, ILogger<SubmissionDecider> logger)
{
    private const int MostBeginnings = 20;

    /// <param name="claim">Held by the caller, so that its lease is renewed.</param>
    /// <returns>The decision; null when it was made by somebody else, or could not be made and waits for another try.</returns>
    public async Task<Decision?> DecideAsync(ClaimedSubmission claim, CancellationToken cancellationToken)
    {
        try
        {
            return await TryDecideAsync(claim, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error)
        {
            await GiveBackAsync(claim, error);
            return null;
        }
    }

    private async Task<Decision?> TryDecideAsync(ClaimedSubmission claim, CancellationToken cancellationToken)
    {
        var submission = claim.Submission;
        if (claim.Attempt > MostBeginnings)
        {
            // An unexpected failure would have parked it earlier: this one takes the whole process with it, or just had the worst luck.
            await ParkAsync(claim, $"It was begun {claim.Attempt - 1} times and never came to an end: each time the server stopped.", cancellationToken);
            return null;
        }

        var rules = await current.GetAsync(submission.OrgId, cancellationToken);
        if (rules is null || await FindTypeAsync(rules, submission, cancellationToken) is not { } type)
        {
            var reason = rules is null
                ? "The organisation is gone."
                : $"The item type '{submission.ItemTypeId}' is gone, and so is the version '{submission.ItemTypeVersion}' that the item was checked against.";
            await ParkAsync(claim, reason, cancellationToken);
            return null;
        }

        var item = ItemNormalization.Restore(submission.ItemId, type, submission.Data);
        var decision = await rules.DecideAsync(item, submission.Id, cancellationToken);
        var webhooks = DecisionWebhooks.Of(decision, item, rules.Actions, rules.Policies);
        return await submissions.CompleteAsync(claim, decision, webhooks, cancellationToken) ? decision : null;
    }

    private async ValueTask<ItemType?> FindTypeAsync(OrgRules rules, Submission submission, CancellationToken cancellationToken) =>
        rules.ItemTypes.GetValueOrDefault(submission.ItemTypeId) is { } newest && newest.Version == submission.ItemTypeVersion
            ? newest
            : await itemTypes.FindVersionAsync(submission.OrgId, submission.ItemTypeId, submission.ItemTypeVersion, cancellationToken);

    private async Task ParkAsync(ClaimedSubmission claim, string reason, CancellationToken cancellationToken)
    {
        await submissions.AbandonAsync(claim, reason, TimeSpan.Zero, park: true, cancellationToken);
        LogParked(claim.Submission.Id, reason);
    }

    private async Task GiveBackAsync(ClaimedSubmission claim, Exception error)
    {
        var park = claim.Attempt >= options.Attempts;
        var wait = options.FirstWait * Math.Pow(2, Math.Min(claim.Attempt - 1, 10));
        try
        {
            await submissions.AbandonAsync(claim, $"{error.GetType().Name}: {error.Message}", wait, park, CancellationToken.None);
            LogGivenBack(error, claim.Submission.Id, claim.Attempt, park ? "parked" : $"tried again in {wait}");
        }
        catch (Exception second)
        {
            // Its lease runs out, and somebody claims it again.
            LogNotGivenBack(second, claim.Submission.Id, error.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Submission {SubmissionId} failed at try {Attempt}; it is {Next}")]
    private partial void LogGivenBack(Exception error, string submissionId, int attempt, string next);

    [LoggerMessage(Level = LogLevel.Error, Message = "Submission {SubmissionId} is parked: {Reason}")]
    private partial void LogParked(string submissionId, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Submission {SubmissionId} could not even be given back after: {First}")]
    private partial void LogNotGivenBack(Exception error, string submissionId, string first);
}
