namespace Coop.Integration.Text.Keywords;

/// <summary>Writes a text with characters that count as the same made the same, each in its place.</summary>
/// <param name="folded">As long as the text.</param>
internal delegate void Folding(ReadOnlySpan<char> text, Span<char> folded);

internal static class Foldings
{
    /// <summary>What compares as equal ordinally without case, and nothing else, becomes the same.</summary>
    public static void IgnoreCase(ReadOnlySpan<char> text, Span<char> folded) => text.ToUpperInvariant(folded);
}
