using Coop.Engine.Problems;

namespace Coop.Engine.Banks;

public interface IBankStore
{
    Task<IReadOnlyList<MatchingBank>> ListAsync(string orgId, CancellationToken cancellationToken);

    Task<MatchingBank?> FindAsync(string orgId, string id, CancellationToken cancellationToken);

    /// <summary>A NameTaken problem when the name is used by another bank of the organisation.</summary>
    Task<Result<MatchingBank>> SaveAsync(MatchingBank bank, CancellationToken cancellationToken);

    /// <summary>Null when the bank is not as it was in <paramref name="before"/>: somebody else changed it meanwhile.</summary>
    Task<Result<MatchingBank>?> ReplaceAsync(MatchingBank before, MatchingBank after, CancellationToken cancellationToken);

    Task<bool> DeleteAsync(string orgId, string id, CancellationToken cancellationToken);
}
