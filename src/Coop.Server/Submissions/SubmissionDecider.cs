using Coop.Engine.Deciding;
using Coop.Engine.Flow;
using Coop.Engine.Items;
using Coop.Engine.Submissions;

namespace Coop.Server.Submissions;

/// <summary>Makes a claimed submission's one decision and stores it, or gives the submission back.</summary>
internal sealed partial class SubmissionDecider(
    CurrentRules current, IItemTypeStore itemTypes, IItemStream stream, IDecisionLog log, SubmissionOptions options, ILogger<SubmissionDecider> logger)
{
    private const int MostBeginnings = 20;

    /// <param name="claim">Held by the caller, so that its lease is renewed.</param>
    /// <returns>The decision; null when it was made by somebody else, or could not be made and waits for another try.</returns>
    public async Task<Decision?> DecideAsync(StreamItem claim, CancellationToken cancellationToken)
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

    private async Task<Decision?> TryDecideAsync(StreamItem claim, CancellationToken cancellationToken)
    {
        var submission = claim.Submission;
        if (claim.IsSuspect)
        {
            // Counted before it runs: this one may take the whole process with it, or just had bad luck.
            if (claim.LoneAttempts >= MostBeginnings)
            {
                await ParkAsync(claim, $"It was begun {claim.LoneAttempts} times and never came to an end: each time the server stopped.", cancellationToken);
                return null;
            }

            if (!await stream.BeginAloneAsync(claim, running: null, cancellationToken))
            {
                return null;
            }
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

        var item = ItemNormalization.Restore(submission.ItemId, type, submission.ReadData());
        var decision = await rules.DecideAsync(item, submission.Id, cancellationToken);
        var outcome = await log.CommitAsync(Consequences.Of(claim, decision, item, rules.Actions, rules.Policies, Claims(rules, decision)), cancellationToken);
        if (outcome.Result == CommitResult.QuotaSpent)
        {
            // The limit was reached since it was looked up: decided again, it finds that out.
            return await TryDecideAsync(claim, cancellationToken);
        }

        await stream.AcknowledgeAsync([claim], cancellationToken);
        return outcome.Result == CommitResult.Committed ? decision : null;
    }

    private static List<QuotaClaim> Claims(OrgRules rules, Decision decision)
    {
        var acting = decision.Actions.SelectMany(action => action.RuleIds).ToHashSet(StringComparer.Ordinal);
        return [.. rules.Source.Rules.Where(rule => rule.MaxDailyActions is not null && acting.Contains(rule.Id)).Select(rule => new QuotaClaim(rule.Id, rule.MaxDailyActions!.Value))];
    }

    private async ValueTask<ItemType?> FindTypeAsync(OrgRules rules, Submission submission, CancellationToken cancellationToken) =>
        rules.ItemTypes.GetValueOrDefault(submission.ItemTypeId) is { } newest && newest.Version == submission.ItemTypeVersion
            ? newest
            : await itemTypes.FindVersionAsync(submission.OrgId, submission.ItemTypeId, submission.ItemTypeVersion, cancellationToken);

    private async Task ParkAsync(StreamItem claim, string reason, CancellationToken cancellationToken)
    {
        await stream.ParkAsync(claim, reason, cancellationToken);
        LogParked(claim.Submission.Id, reason);
    }

    private async Task GiveBackAsync(StreamItem claim, Exception error)
    {
        var park = claim.Attempt >= options.Attempts;
        var wait = options.FirstWait * Math.Pow(2, Math.Min(claim.Attempt - 1, 10));
        try
        {
            var reason = $"{error.GetType().Name}: {error.Message}";
            await (park ? stream.ParkAsync(claim, reason, CancellationToken.None) : stream.ReturnAsync(claim, reason, wait, CancellationToken.None));
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
