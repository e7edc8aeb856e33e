using System.Text;

namespace Coop.Engine.Banks.Patterns;

/// <summary>A character class, <c>[…]</c>, rewritten with every character escaped so that .NET's class subtraction never shows.</summary>
internal static class PatternClass
{
    public static (string Text, int Length) Read(string source, int start)
    {
        var index = start + 1;
        var negated = index < source.Length && source[index] == '^';
        index += negated ? 1 : 0;
        var inside = new StringBuilder();
        while (true)
        {
            if (index >= source.Length)
            {
                throw new PatternRefusedException(start, @"this [ is never closed. Add the ], or write \[ for the character itself.");
            }

            if (source[index] == ']')
            {
                return (Whole(inside.ToString(), negated), index + 1 - start);
            }

            var first = Atom(source, index);
            var afterDash = index + first.Length + 1;
            if (first.Character is { } low && afterDash < source.Length && source[afterDash - 1] == '-' && source[afterDash] != ']')
            {
                var last = Atom(source, afterDash);
                if (last.Character is { } high)
                {
                    if (high < low)
                    {
                        throw new PatternRefusedException(index, $"the range {low}-{high} runs backwards. Swap its ends.");
                    }

                    inside.Append(first.Text).Append('-').Append(last.Text);
                    index = afterDash + last.Length;
                    continue;
                }
            }

            inside.Append(first.Text);
            index += first.Length;
        }
    }

    private static PatternEscape Atom(string source, int index) => source[index] == '\\'
        ? PatternEscape.Read(source, index, insideClass: true)
        : new PatternEscape(PatternEscape.Literal(source[index]), 1, source[index], IsSet: false);

    /// <summary>JavaScript's empty classes: <c>[]</c> is no character, <c>[^]</c> is any.</summary>
    private static string Whole(string inside, bool negated) => (inside, negated) switch
    {
        ("", false) => "",
        ("", true) => @"[\u0000-\uffff]",
        _ => $"[{(negated ? "^" : "")}{inside}]",
    };
}
