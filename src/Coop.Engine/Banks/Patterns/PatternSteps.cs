namespace Coop.Engine.Banks.Patterns;

/// <summary>How large the automaton of an expression becomes: a step for each character or class, as often as it and what it stands in are repeated.</summary>
internal static class PatternSteps
{
    /// <summary>As .NET has it for expressions that run in linear time.</summary>
    private const long Most = 10_000;

    /// <summary>Where it looks at what stands before and behind, each step is there for each kind of neighbour.</summary>
    private const int Neighbours = 5;

    /// <param name="expression">As <see cref="PatternTranslation"/> writes it.</param>
    public static bool AreTooMany(string expression)
    {
        var outside = new Stack<long>();
        var (sum, last, looksAround) = (0L, 0L, false);
        for (var i = 0; i < expression.Length && sum <= Most; i++)
        {
            switch (expression[i])
            {
                case '(':
                    outside.Push(sum);
                    (sum, last) = (0, 0);
                    // How it opens is no step.
                    i += i + 1 < expression.Length && expression[i + 1] == '?' ? 2 : 0;
                    break;
                case ')' when outside.TryPop(out var before):
                    // An empty one is a step as well.
                    last = Math.Max(sum, 1);
                    sum = before + last;
                    break;
                case '+':
                    // Once, and then again.
                    (sum, last) = (sum + last, 2 * last);
                    break;
                case '*' or '?' or '|':
                    break;
                case '^':
                    (last, looksAround) = (0, true);
                    break;
                case '\\' when i + 1 < expression.Length && (expression[i + 1] is 'b' or 'B' or 'z'):
                    (last, looksAround) = (0, true);
                    i++;
                    break;
                case '{' when Repeats(expression, i) is var (times, length) && length > 0:
                    (sum, last) = (sum + (last * (times - 1)), last * times);
                    i += length - 1;
                    break;
                default:
                    (sum, last) = (sum + 1, 1);
                    i += LengthOfAtom(expression, i) - 1;
                    break;
            }
        }

        return (sum + outside.Sum()) * (looksAround ? Neighbours : 1) >= Most;
    }

    private static int LengthOfAtom(string expression, int at)
    {
        switch (expression[at])
        {
            case '\\' when at + 1 < expression.Length:
                var end = expression[at + 1] is 'p' or 'P' ? expression.IndexOf('}', at) : -1;
                return end > 0 ? end + 1 - at : expression[at + 1] == 'u' ? 6 : 2;
            case '[':
                var index = at + 1;
                while (index < expression.Length && expression[index] != ']')
                {
                    index += expression[index] == '\\' ? 2 : 1;
                }

                return index + 1 - at;
            default:
                return 1;
        }
    }

    /// <summary>Of <c>{2}</c>, <c>{2,}</c> and <c>{2,3}</c>; braces that stand for themselves have no length.</summary>
    private static (long Times, int Length) Repeats(string expression, int at)
    {
        var (first, index) = Number(expression, at + 1);
        if (index == at + 1 || index == expression.Length)
        {
            return (0, 0);
        }

        var times = first;
        if (expression[index] == ',')
        {
            var (second, end) = Number(expression, index + 1);
            times = end > index + 1 ? second : first == 0 ? 0 : first + 1;
            index = end;
        }

        return index < expression.Length && expression[index] == '}' ? (Math.Max(times, 1), index + 1 - at) : (0, 0);
    }

    private static (long Number, int End) Number(string expression, int at)
    {
        var number = 0L;
        while (at < expression.Length && char.IsAsciiDigit(expression[at]))
        {
            number = Math.Min((number * 10) + (expression[at] - '0'), Most + 1);
            at++;
        }

        return (number, at);
    }
}
