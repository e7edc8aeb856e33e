namespace Coop.Engine.Uses;

/// <summary>One setting names another.</summary>
/// <param name="UserName">What the user is called now.</param>
public sealed record Use(SettingRef User, string UserName, SettingRef Used)
{
    /// <summary>The user, for a sentence: <c>the rule 'Spam'</c>.</summary>
    public string Words => $"the {SettingWords.Of(User.Kind)} '{UserName}'";
}
