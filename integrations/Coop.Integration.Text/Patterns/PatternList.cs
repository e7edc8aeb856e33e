using System.Text.RegularExpressions;
using Coop.Integrations;

namespace Coop.Integration.Text.Patterns;

/// <summary>The compiled patterns of one condition, or everything that is wrong with them.</summary>
internal sealed class PatternList
{
    private const int LongestQuote = 80;

    private readonly List<(string Source, Regex Regex)> _patterns = [];
    private readonly string? _refusal;

    public PatternList(IReadOnlyList<string> sources)
    {
        List<string> refusals = [];
        for (var index = 0; index < sources.Count; index++)
        {
            // A blank line in a list of patterns would match every text; nobody means that.
            if (sources[index].Length == 0)
            {
                continue;
            }

            try
            {
                _patterns.Add((sources[index], JavaScriptPattern.Compile(sources[index])));
            }
            catch (PatternRefusedException refused)
            {
                refusals.Add($"Pattern {index + 1}, {Quote(sources[index])}, {refused.Message}");
            }
        }

        _refusal = refusals.Count > 0 ? string.Join(' ', refusals) : null;
    }

    /// <summary>The first pattern, in the order of the list, that matches somewhere; null when none does.</summary>
    /// <exception cref="SignalException">Some pattern cannot be used. Then no answer is given, whatever the others would say.</exception>
    public string? FirstMatch(string text, CancellationToken cancellationToken)
    {
        if (_refusal is not null)
        {
            throw new SignalException(SignalErrorKind.Permanent, _refusal);
        }

        foreach (var (source, regex) in _patterns)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (regex.IsMatch(text))
            {
                return source;
            }
        }

        return null;
    }

    private static string Quote(string source) => source.Length <= LongestQuote ? $"`{source}`" : $"`{source[..LongestQuote]}…`";
}
