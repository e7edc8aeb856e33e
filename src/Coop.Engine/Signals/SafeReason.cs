namespace Coop.Engine.Signals;

/// <summary>An author's message made fit for a decision: one line, bounded, no control characters.</summary>
internal static class SafeReason
{
    private const int Longest = 500;

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

    public static string Of(string? message)
    {
        if (string.IsNullOrWhiteSpace(message))
        {
            return "The integration gave no reason.";
        }

        var cut = message.Length > Longest ? string.Concat(message.AsSpan(0, char.IsHighSurrogate(message[Longest - 1]) ? Longest - 1 : Longest), "…") : message;
        return string.Create(cut.Length, cut, static (line, text) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                line[i] = char.IsControl(text[i]) ? ' ' : text[i];
            }
        }).Trim();
    }
}
