namespace Coop.Server.Policies.Pages;

/// <summary>The vocabulary of policies as people read it.</summary>
internal static class PolicyWords
{
    public static string Sentence(string wireName)
    {
        // Spelled as it is stored, which people should not have to read.
        var words = wireName.Replace("HARRASSMENT", "HARASSMENT", StringComparison.Ordinal).Replace('_', ' ').ToLowerInvariant();
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    public static string Penalty(string penalty) => penalty == Engine.Penalties.None ? "No penalty" : $"{Sentence(penalty)} penalty";
}
