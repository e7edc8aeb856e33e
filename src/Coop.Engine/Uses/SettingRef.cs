namespace Coop.Engine.Uses;

/// <summary>One setting of an organisation.</summary>
public readonly record struct SettingRef(SettingKind Kind, string Id)
{
    /// <summary>False for what is offered or part of something, and so goes only with that.</summary>
    public bool IsOnItsOwn => Kind is not (SettingKind.Signal or SettingKind.ItemField or SettingKind.ItemAuthor);

    public static SettingRef FieldOf(string itemTypeId, string name) => new(SettingKind.ItemField, $"{itemTypeId}/{name}");
}
