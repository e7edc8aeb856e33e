namespace Coop.Integrations;

/// <summary>A user or another item.</summary>
/// <param name="Id">The item's id at the platform.</param>
/// <param name="TypeId">The id of its item type.</param>
/// <param name="Name">A name for people, when the platform gave one; never part of a <see cref="ScalarType.UserId"/>.</param>
public sealed record ItemReference(string Id, string TypeId, string? Name = null)
{
    /// <summary>The id.</summary>
    public override string ToString() => Id;
}

/// <summary>A piece of media by its address. The host does not fetch it.</summary>
/// <param name="Url">An http or https URL.</param>
/// <param name="Kind">What it is; the type itself for Image, Video and Audio, told from the URL for Media.</param>
public sealed record MediaReference(string Url, MediaKind Kind)
{
    /// <summary>The URL.</summary>
    public override string ToString() => Url;
}
