using Coop.Engine.Banks.Patterns;
using Coop.Integrations;

namespace Coop.Integration.Text.Patterns;

/// <summary>The patterns of one condition, or everything that is wrong with them.</summary>
internal sealed class PatternList
{
    private const int LongestQuote = 80;
    private const int MostErrors = 20;

    private readonly List<Pattern> _patterns = [];

    /// <exception cref="OperationCanceledException">Nobody waits for it any more.</exception>
    public PatternList(IReadOnlyList<string> sources, CompiledPatterns compiled, CancellationToken cancellationToken)
    {
        List<MatchingValueError> errors = [];
        var share = new PatternShare();
        for (var index = 0; index < sources.Count && errors.Count < MostErrors; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // A blank line in a list of patterns would match every text; nobody means that.
            if (sources[index].Length == 0)
            {
                continue;
            }

            try
            {
                JavaScriptPattern.Check(sources[index]);
                _patterns.Add(new Pattern(sources[index], share, compiled));
            }
            catch (PatternRefusedException refused)
            {
                errors.Add(new MatchingValueError(index, Words(sources[index], refused)));
            }
        }

        Errors = errors;
        Refusal = errors.Count > 0 ? new SignalException(SignalErrorKind.Permanent, string.Join(' ', errors.Select(error => error.Message))) : null;
    }

    /// <summary>What is told of a pattern that cannot be used.</summary>
    public static string Words(string source, PatternRefusedException refused) => $"The pattern {Quote(source)} {refused.Message}";

    public IReadOnlyList<Pattern> Patterns => _patterns;

    /// <summary>What is wrong, pattern by pattern, the first twenty.</summary>
    public IReadOnlyList<MatchingValueError> Errors { get; }

    /// <summary>Set when some pattern cannot be used. Then no answer is given, whatever the others would say.</summary>
    public SignalException? Refusal { get; }

    /// <summary>The first pattern, in the order of the list, that matches somewhere; null when none does.</summary>
    /// <exception cref="SignalException">Some pattern cannot be used.</exception>
    public string? FirstMatch(string text, CancellationToken cancellationToken)
    {
        if (Refusal is not null)
        {
            throw new SignalException(Refusal.Kind, Refusal.Message);
        }

        foreach (var pattern in _patterns)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsMatch(pattern, text))
            {
                return pattern.Source;
            }
        }

        return null;
    }

    /// <exception cref="SignalException">It cannot be used after all.</exception>
    public static bool IsMatch(Pattern pattern, string text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (PatternRefusedException refused)
        {
            throw new SignalException(SignalErrorKind.Permanent, Words(pattern.Source, refused));
        }
    }

    private static string Quote(string source) => source.Length <= LongestQuote ? $"`{source}`" : $"`{source[..(char.IsHighSurrogate(source[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote)]}…`";
}
