using System.Text.RegularExpressions;
using Coop.Engine.Banks;
using Coop.Integration.Text.Keywords;
using Coop.Integrations;

namespace Coop.Integration.Text.Patterns;

/// <summary>A pattern that can be used.</summary>
/// <param name="Required">One of these texts is in every text that it matches; empty when nothing so plain can be said.</param>
internal sealed record Pattern(string Source, Regex Regex, KeywordSet Required);

/// <summary>The compiled patterns of one condition, or everything that is wrong with them.</summary>
internal sealed class PatternList
{
    private const int LongestQuote = 80;

    private readonly List<Pattern> _patterns = [];

    public PatternList(IReadOnlyList<string> sources)
    {
        List<MatchingValueError> errors = [];
        for (var index = 0; index < sources.Count; index++)
        {
            // A blank line in a list of patterns would match every text; nobody means that.
            if (sources[index].Length == 0)
            {
                continue;
            }

            var tooMuch = sources[index].Length > PatternWidth.Longest ? PatternWidth.TooLong
                : PatternWidth.Of(sources[index]) > PatternWidth.Most ? PatternWidth.TooWide
                : null;
            if (tooMuch is not null)
            {
                errors.Add(new MatchingValueError(index, $"{Quote(sources[index])} cannot be used: {tooMuch}"));
                continue;
            }

            try
            {
                var regex = JavaScriptPattern.Compile(sources[index]);
                _patterns.Add(new Pattern(sources[index], regex, new KeywordSet(RequiredText.Of(sources[index]) ?? [], RequiredText.Fold)));
            }
            catch (PatternRefusedException refused)
            {
                errors.Add(new MatchingValueError(index, $"{Quote(sources[index])}, {refused.Message}"));
            }
        }

        Errors = [.. errors.Select(error => error with { Message = $"The pattern {error.Message}" })];
        Refusal = errors.Count > 0
            ? new SignalException(SignalErrorKind.Permanent, string.Join(' ', errors.Select(error => $"Pattern {error.Index + 1}, {error.Message}")))
            : null;
    }

    public IReadOnlyList<Pattern> Patterns => _patterns;

    /// <summary>What is wrong, pattern by pattern.</summary>
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
            if (pattern.Regex.IsMatch(text))
            {
                return pattern.Source;
            }
        }

        return null;
    }

    private static string Quote(string source) => source.Length <= LongestQuote ? $"`{source}`" : $"`{source[..(char.IsHighSurrogate(source[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote)]}…`";
}
