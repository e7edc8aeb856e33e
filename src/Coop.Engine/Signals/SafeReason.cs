using System.Buffers;

namespace Coop.Engine.Signals;

/// <summary>An author's message made fit for a decision: one line, bounded, no control characters. Secrets are taken out before: a cut could leave half of one.</summary>
internal static class SafeReason
{
    private const int Longest = 500;
    private const int LongestMatch = 4_000;

    private static readonly SearchValues<char> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(char.IsControl)]);

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
    public static string? MatchOf(string? matched) => matched is null ? null : Shortened.Of(matched, LongestMatch);

    public static string Of(string? message)
    {
        if (string.IsNullOrWhiteSpace(message))
        {
            return "The integration gave no reason.";
        }

        if (message.Length <= Longest && !char.IsWhiteSpace(message[0]) && !char.IsWhiteSpace(message[^1]) && !message.AsSpan().ContainsAny(Controls))
        {
            return message;
        }

        var cut = Shortened.Of(message, Longest);
        return string.Create(cut.Length, cut, static (line, text) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                line[i] = char.IsControl(text[i]) ? ' ' : text[i];
            }
        }).Trim();
    }

    /// <summary>Every text of an outcome, made fit.</summary>
    public static SignalOutcome Of(SignalOutcome outcome) => outcome.Kind switch
    {
        SignalOutcomeKind.Failed => SignalOutcome.Failed(outcome.Failure!.Kind, Of(outcome.Failure.Reason), outcome.Failure.RetryAfter),
        SignalOutcomeKind.NotApplicable => SignalOutcome.NotApplicable(Of(outcome.Detail)),
        _ when outcome.MatchedValue is null && outcome.Detail is null => outcome,
        _ => SignalOutcome.Scored(outcome.Score, MatchOf(outcome.MatchedValue), outcome.Detail is { } detail ? Of(detail) : null),
    };
}
