using Coop.Engine.Problems;

namespace Coop.Engine.Policies;

public interface IPolicyStore
{
    Task<IReadOnlyList<Policy>> ListAsync(string orgId, CancellationToken cancellationToken);

    Task<Policy?> FindAsync(string orgId, string id, CancellationToken cancellationToken);

    /// <summary>A NameTaken problem when the name is used by another policy of the organisation.</summary>
    /// <param name="replaces">What it replaces, as it was read: another one there, or none, is a ConcurrentUpdate or NotFound problem. Null replaces whatever is there.</param>
    /// <param name="refuse">Given all policies of the organisation as they are when it is written; a problem refuses.</param>
    Task<Result<Policy>> SaveAsync(Policy policy, Policy? replaces, Func<IReadOnlyList<Policy>, Problem?> refuse, CancellationToken cancellationToken);

    Task<bool> DeleteAsync(string orgId, string id, CancellationToken cancellationToken);
}
