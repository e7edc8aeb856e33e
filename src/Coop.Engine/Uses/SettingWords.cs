namespace Coop.Engine.Uses;

/// <summary>Kinds of settings as people call them.</summary>
public static class SettingWords
{
    public static string Of(SettingKind kind) => kind switch
    {
        SettingKind.ItemType => "item type",
        SettingKind.Action => "action",
        SettingKind.Policy => "policy",
        SettingKind.Bank => "matching bank",
        SettingKind.Rule => "rule",
        SettingKind.IntegrationConfig => "configuration of the integration",
        SettingKind.ApiKey => "API key",
        SettingKind.Person => "person",
        SettingKind.Org => "organisation",
        SettingKind.Signal => "signal",
        SettingKind.ItemField => "field",
        SettingKind.ItemAuthor => "creator field",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind without words."),
    };
}
