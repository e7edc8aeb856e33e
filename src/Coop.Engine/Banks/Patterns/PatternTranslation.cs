using System.Text;

namespace Coop.Engine.Banks.Patterns;

/// <summary>One pass over a JavaScript pattern that writes the .NET one and remembers which character came from where.</summary>
internal sealed class PatternTranslation
{
    private const string AnyButLineEnds = @"[^\n\r\u2028\u2029]";
    private const string Nothing = "(?!)";

    private readonly StringBuilder _text = new();
    private readonly List<int> _origins = [];
    private readonly Stack<int> _openGroups = [];

    public PatternTranslation(string source)
    {
        for (var index = 0; index < source.Length;)
        {
            index = Next(source, index);
        }

        if (_openGroups.TryPeek(out var opened))
        {
            throw new PatternRefusedException(opened, "this ( is never closed. Add the ), or write \\( for the character itself.");
        }

        Text = _text.ToString();
    }

    public string Text { get; }

    /// <summary>Where in the source a character of <see cref="Text"/> came from.</summary>
    public int SourceIndex(int index) => _origins.Count == 0 ? 0 : _origins[Math.Clamp(index, 0, _origins.Count - 1)];

    private int Next(string source, int index)
    {
        switch (source[index])
        {
            case '\\':
                var escape = PatternEscape.Read(source, index, insideClass: false);
                return Emit(index, escape.IsSet ? $"[{escape.Text}]" : escape.Text, escape.Length);
            case '[':
                var (text, length) = PatternClass.Read(source, index);
                return Emit(index, text, length);
            case '(':
                _openGroups.Push(index);
                // Nothing refers to a group, so none has to capture.
                return Emit(index, "(?:", PatternGroup.OpeningLength(source, index));
            case ')':
                return _openGroups.TryPop(out _)
                    ? Emit(index, ")")
                    : throw new PatternRefusedException(index, "this ) closes nothing. Remove it, or write \\) for the character itself.");
            case '.':
                return Emit(index, AnyButLineEnds);
            case '$':
                // In .NET, $ also matches before a last line feed.
                return Emit(index, @"\z");
            default:
                return Emit(index, source[index].ToString());
        }
    }

    private int Emit(int index, string text, int length = 1)
    {
        text = text.Length == 0 ? Nothing : text;
        _text.Append(text);
        _origins.AddRange(Enumerable.Repeat(index, text.Length));
        return index + length;
    }
}
