using Coop.Engine.Problems;

namespace Coop.Engine.Items;

public interface IItemTypeStore
{
    Task<IReadOnlyList<ItemType>> ListAsync(string orgId, CancellationToken cancellationToken);

    Task<ItemType?> FindAsync(string orgId, string id, CancellationToken cancellationToken);

    /// <summary>The type as it was in a version, kept for ever: stored submissions were checked against it. Null when there never was that version.</summary>
    Task<ItemType?> FindVersionAsync(string orgId, string id, string version, CancellationToken cancellationToken);

    /// <summary>A NameTaken problem when the name is used by another type of the organisation.</summary>
    /// <param name="replaces">The version it replaces: another one there, or none, is a ConcurrentUpdate or NotFound problem. Null replaces whatever is there.</param>
    Task<Result<ItemType>> SaveAsync(ItemType type, string? replaces, CancellationToken cancellationToken);

    Task<bool> DeleteAsync(string orgId, string id, CancellationToken cancellationToken);
}
