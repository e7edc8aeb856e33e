using Coop.Engine.Submissions;

namespace Coop.Engine.Flow;

/// <summary>What was submitted, for reading. An item is kept as long as its decision.</summary>
public interface ISubmissionArchive
{
    Task<Submission?> FindAsync(string orgId, string id, CancellationToken cancellationToken);

    /// <summary>Of these item types, among the organisation's latest decided ones; newest decision first.</summary>
    Task<IReadOnlyList<Submission>> ListDecidedAsync(string orgId, IReadOnlyCollection<string> itemTypeIds, int most, CancellationToken cancellationToken);
}
