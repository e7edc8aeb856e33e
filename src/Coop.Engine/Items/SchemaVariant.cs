namespace Coop.Engine.Items;

/// <summary>Which form of an item type's schema a submission follows.</summary>
public enum SchemaVariant
{
    Original,

    /// <summary>The same schema with every field optional.</summary>
    Partial,
}
