namespace Coop.Engine.Items;

/// <summary>Item types as they were, kept for ever: stored submissions were checked against them.</summary>
public interface IItemTypeVersions
{
    /// <summary>Null when there never was that version.</summary>
    Task<ItemType?> FindVersionAsync(string orgId, string id, string version, CancellationToken cancellationToken);
}
