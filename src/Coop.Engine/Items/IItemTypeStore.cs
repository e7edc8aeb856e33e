using Coop.Engine.Problems;

namespace Coop.Engine.Items;

public interface IItemTypeStore
{
    Task<IReadOnlyList<ItemType>> ListAsync(string orgId, CancellationToken cancellationToken);

    Task<ItemType?> FindAsync(string orgId, string id, CancellationToken cancellationToken);

    /// <summary>A NameTaken problem when the name is used by another type of the organisation.</summary>
    Task<Result<ItemType>> SaveAsync(ItemType type, CancellationToken cancellationToken);

    Task<bool> DeleteAsync(string orgId, string id, CancellationToken cancellationToken);
}
