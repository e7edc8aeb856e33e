namespace Coop.Engine.Uses;

/// <summary>The kinds of things an organisation sets, and what settings can name.</summary>
public enum SettingKind
{
    ItemType,
    Action,
    Policy,
    Bank,
    Rule,
    IntegrationConfig,
    ApiKey,
    Person,
    Org,

    /// <summary>Offered by an integration: nobody's setting, but rules name it.</summary>
    Signal,

    /// <summary>Part of an item type: the id is the type's, a slash and the field's name.</summary>
    ItemField,

    /// <summary>Who made an item of a type: the id is the type's.</summary>
    ItemAuthor,
}
