using System.Text.Json;

namespace Coop.Engine.Items;

/// <summary>An item as it was submitted, its type found, its data not yet checked.</summary>
public sealed record ItemDraft(string Id, ItemType Type, JsonElement Data, SchemaVariant Variant = SchemaVariant.Original);
