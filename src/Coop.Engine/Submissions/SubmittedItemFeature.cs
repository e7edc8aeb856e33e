using Coop.Engine.Problems;

namespace Coop.Engine.Submissions;

/// <summary>How people look at what was submitted.</summary>
public sealed class SubmittedItemFeature(ISubmissionStore submissions)
{
    /// <summary>Of these types, those that were decided last, newest first.</summary>
    public Task<IReadOnlyList<Submission>> ListRecentAsync(string orgId, IReadOnlyCollection<string> itemTypeIds, int most, CancellationToken cancellationToken) =>
        submissions.ListDecidedAsync(orgId, itemTypeIds, most, cancellationToken);

    public async Task<Result<Submission>> FindAsync(string orgId, string id, CancellationToken cancellationToken) =>
        await submissions.FindAsync(orgId, id, cancellationToken) is { } submission ? submission : UseProblems.NotFound("submission", id);
}
