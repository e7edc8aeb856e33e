namespace Coop.Integrations;

/// <summary>One field of an item type's schema.</summary>
/// <param name="Name">Unique in the schema.</param>
/// <param name="Type">The type of the value, or of each value of the container.</param>
/// <param name="Required">Whether an item without it is refused.</param>
/// <param name="Container">List or map; null for a single value.</param>
/// <param name="KeyType">The type of a map's keys; null otherwise.</param>
public sealed record ItemField(string Name, ScalarType Type, bool Required, ContainerType? Container = null, ScalarType? KeyType = null);

/// <summary>A whole item, for signals that accept <see cref="SignalInputType.FullItem"/>.</summary>
/// <param name="TypeId">The item type's id.</param>
/// <param name="TypeName">The item type's name.</param>
/// <param name="Kind">The item type's kind.</param>
/// <param name="Schema">The item type's fields.</param>
/// <param name="Roles">Role name, such as <c>creatorId</c>, to field name.</param>
/// <param name="TypeVersion">The version of the item type the item was checked against.</param>
/// <param name="Data">The normalised data: a JSON object.</param>
public sealed record FullItem(
    string TypeId,
    string TypeName,
    ItemTypeKind Kind,
    IReadOnlyList<ItemField> Schema,
    IReadOnlyDictionary<string, string> Roles,
    string TypeVersion,
    System.Text.Json.JsonElement Data);
