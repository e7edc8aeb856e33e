using Coop.Engine.Items;

namespace Coop.Engine.Flow;

/// <summary>The older versions of item types that one batch names. Each is asked for once, whatever is made up and however often it is named.</summary>
/// <param name="mostUnknown">After so many that there never were, no further one is asked for: nothing of the batch is taken any more.</param>
internal sealed class OlderTypes(IItemTypeVersions versions, string orgId, int mostUnknown)
{
    private readonly Dictionary<(string TypeId, string Version), ItemType?> _found = [];
    private int _unknown;

    /// <summary>Whether it is not asked for any more, so that nothing can be said of an item that names it.</summary>
    public bool PassesOver(string typeId, string version) => _unknown >= mostUnknown && !_found.ContainsKey((typeId, version));

    /// <summary>Null when there never was that version. Not for one that is passed over.</summary>
    public async ValueTask<ItemType?> FindAsync(string typeId, string version, CancellationToken cancellationToken)
    {
        if (_found.TryGetValue((typeId, version), out var known))
        {
            return known;
        }

        var found = await versions.FindVersionAsync(orgId, typeId, version, cancellationToken).ConfigureAwait(false);
        _unknown += found is null ? 1 : 0;
        _found.Add((typeId, version), found);
        return found;
    }
}
