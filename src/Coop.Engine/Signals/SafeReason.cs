namespace Coop.Engine.Signals;

/// <summary>An author's message made fit for a decision: one line, bounded, no control characters.</summary>
internal static class SafeReason
{
    private const int Longest = 500;
    private const int LongestMatch = 4_000;

    /// <summary>An exception's message is a property an author may have written; one that throws has nothing to say.</summary>
    public static string MessageOf(Exception exception)
    {
        try
        {
            return exception.Message;
        }
        catch (Exception)
        {
            return "its message cannot be read.";
        }
    }

    /// <summary>What matched, as it is but for its length: it is written into every decision.</summary>
    public static string? MatchOf(string? matched) => matched is null ? null : Cut(matched, LongestMatch);

    public static string Of(string? message)
    {
        if (string.IsNullOrWhiteSpace(message))
        {
            return "The integration gave no reason.";
        }

        var cut = Cut(message, Longest);
        return string.Create(cut.Length, cut, static (line, text) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                line[i] = char.IsControl(text[i]) ? ' ' : text[i];
            }
        }).Trim();
    }

    private static string Cut(string text, int longest) =>
        text.Length > longest ? string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest), "…") : text;
}
