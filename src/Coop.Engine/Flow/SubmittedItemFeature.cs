using Coop.Engine.Items;
using Coop.Engine.Plan;
using Coop.Engine.Problems;
using Coop.Engine.Submissions;

namespace Coop.Engine.Flow;

/// <summary>How people look at what was submitted.</summary>
public sealed class SubmittedItemFeature(ISubmissionArchive submissions, IItemTypeVersions types)
{
    /// <summary>Of these types, those that were decided last, newest first.</summary>
    public Task<IReadOnlyList<Submission>> ListRecentAsync(string orgId, IReadOnlyCollection<string> itemTypeIds, int most, CancellationToken cancellationToken) =>
        submissions.ListDecidedAsync(orgId, itemTypeIds, most, cancellationToken);

    public async Task<Result<SubmittedItem>> FindAsync(string orgId, string id, CancellationToken cancellationToken)
    {
        if (await submissions.FindAsync(orgId, id, cancellationToken) is not { } submission)
        {
            return UseProblems.NotFound("submission", id);
        }

        var type = await types.FindVersionAsync(orgId, submission.ItemTypeId, submission.ItemTypeVersion, cancellationToken);
        return new SubmittedItem(submission, type is null ? null : EvaluationSubject.Of(ItemNormalization.Restore(submission.ItemId, type, submission.ReadData())));
    }
}

/// <param name="Subject">As rules saw it; null when the version of its type is gone.</param>
public sealed record SubmittedItem(Submission Submission, EvaluationSubject? Subject);
