using Coop.Engine.Problems;

namespace Coop.Engine.Rules;

public interface IRuleStore
{
    Task<IReadOnlyList<Rule>> ListAsync(string orgId, CancellationToken cancellationToken);

    Task<Rule?> FindAsync(string orgId, string id, CancellationToken cancellationToken);

    /// <summary>Inserts or replaces, and keeps the version in the rule's history. A NameTaken problem when the name is used by another rule of the organisation.</summary>
    /// <param name="replaces">The version it replaces: another one there, or none, is a ConcurrentUpdate or NotFound problem. Null replaces whatever is there.</param>
    Task<Result<Rule>> SaveAsync(Rule rule, string? replaces, CancellationToken cancellationToken);

    /// <param name="version">The version that is meant.</param>
    /// <returns>False when there is no such rule, or it has another version by now.</returns>
    Task<bool> DeleteAsync(string orgId, string id, string version, CancellationToken cancellationToken);
}
