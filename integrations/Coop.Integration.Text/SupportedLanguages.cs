namespace Coop.Integration.Text;

/// <summary>The languages whose letters and words the fuzzy signals were made for.</summary>
internal static class SupportedLanguages
{
    public static IReadOnlyList<string> Fuzzy { get; } = ["ENGLISH", "FRENCH", "GERMAN", "ITALIAN", "LATIN", "PIDGIN", "PORTUGUESE", "SPANISH"];
}
