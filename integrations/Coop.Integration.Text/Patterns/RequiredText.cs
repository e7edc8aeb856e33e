using System.Text;
using Coop.Engine.Banks.Patterns;

namespace Coop.Integration.Text.Patterns;

/// <summary>
/// What a text must hold for a pattern to match: one of a few plain texts. Where none of them is, the pattern need not be tried; so that of a thousand
/// patterns nearly all are settled in one search for their texts.
/// </summary>
internal sealed class RequiredText
{
    private const int Shortest = 2;
    private const int MostAlternatives = 64;

    /// <summary>Groups within groups take the stack, and whoever writes a pattern must not end the process: of one with more, nested or not, nothing is said.</summary>
    private const int MostGroups = 500;

    private readonly string _source;
    private int _at;

    private RequiredText(string source) => _source = source;

    /// <summary>Null when nothing so plain can be said of the pattern.</summary>
    /// <param name="source">A pattern that was found usable.</param>
    public static IReadOnlyList<string>? Of(string source) =>
        source.AsSpan().Count('(') <= MostGroups && new RequiredText(source).Alternatives() is { } texts && texts.TrueForAll(text => text.Length >= Shortest) ? texts : null;

    /// <summary>A text in which whatever the expressions' engine takes for the same letter is the same.</summary>
    public static void Fold(ReadOnlySpan<char> text, Span<char> folded)
    {
        for (var i = 0; i < text.Length; i++)
        {
            folded[i] = text[i] switch
            {
                'İ' or 'ı' => 'I',
                'ſ' => 'S',
                var character => char.ToUpperInvariant(char.ToLowerInvariant(character)),
            };
        }
    }

    /// <summary>ASCII, the Russian letters, and letters without case: of others there are look-alikes that compare as the same.</summary>
    internal static bool IsPlain(char character) => character < 0x80 || character is >= 'А' and <= 'я'
        || (char.IsLetter(character) && char.ToUpperInvariant(character) == character && char.ToLowerInvariant(character) == character);

    private List<string>? Alternatives()
    {
        List<string>? texts = [];
        while (true)
        {
            texts = Sequence() is { } more && texts is not null && texts.Count + more.Count <= MostAlternatives ? [.. texts, .. more] : null;
            if (_at >= _source.Length || _source[_at] != '|')
            {
                return texts;
            }

            _at++;
        }
    }

    /// <summary>Of things that must all be there, the one that says the most.</summary>
    private List<string>? Sequence()
    {
        List<string>? best = null;
        var run = new StringBuilder();
        while (_at < _source.Length && _source[_at] is not ('|' or ')'))
        {
            var (character, inner) = Atom();
            var (isThere, isRepeated) = Quantifier();
            if (character is { } plain && isThere && IsPlain(plain))
            {
                run.Append(plain);
                if (!isRepeated)
                {
                    continue;
                }
            }

            best = Better(Better(best, Flush(run)), isThere ? inner : null);
        }

        return Better(best, Flush(run));
    }

    /// <summary>One character that stands for itself, or a group and what is required in it, or neither.</summary>
    private (char? Character, List<string>? Inner) Atom()
    {
        switch (_source[_at])
        {
            case '\\':
                var escape = PatternEscape.Read(_source, _at, insideClass: false);
                _at += escape.Length;
                return (escape.Character, null);
            case '[':
                _at += PatternClass.Read(_source, _at).Length;
                return (null, null);
            case '(':
                _at += PatternGroup.OpeningLength(_source, _at);
                var inner = Alternatives();
                _at++;
                return (null, inner);
            case '.' or '^' or '$':
                _at++;
                return (null, null);
            default:
                return (_source[_at++], null);
        }
    }

    /// <summary>Whether what it follows must be there at all, and whether it may be there more than once.</summary>
    private (bool IsThere, bool IsRepeated) Quantifier()
    {
        var quantifier = _at < _source.Length ? _source[_at] : '\0';
        var length = quantifier switch
        {
            '*' or '+' or '?' => 1,
            '{' when CountLength(_at) is var braces and > 0 => braces,
            _ => 0,
        };
        if (length == 0)
        {
            return (true, false);
        }

        var isThere = quantifier == '+' || (quantifier == '{' && _source[_at + 1] is >= '1' and <= '9');
        _at += length;
        _at += _at < _source.Length && _source[_at] == '?' ? 1 : 0;
        return (isThere, true);
    }

    /// <summary>Of <c>{2}</c>, <c>{2,}</c> or <c>{2,3}</c>; 0 for braces that stand for themselves.</summary>
    private int CountLength(int start)
    {
        var at = start + 1;
        while (at < _source.Length && (char.IsAsciiDigit(_source[at]) || (_source[at] == ',' && at > start + 1)))
        {
            at++;
        }

        return at > start + 1 && at < _source.Length && _source[at] == '}' ? at + 1 - start : 0;
    }

    private static List<string>? Flush(StringBuilder run)
    {
        List<string>? text = run.Length == 0 ? null : [run.ToString()];
        run.Clear();
        return text;
    }

    private static List<string>? Better(List<string>? one, List<string>? other) =>
        one is null ? other : other is null || one.Min(text => text.Length) >= other.Min(text => text.Length) ? one : other;
}
