using System.Text;
using System.Text.RegularExpressions;

namespace Coop.Server.Banks;

/// <summary>Comma-separated values as RFC 4180 has them: quotes around what holds a comma, a quote or a line break.</summary>
internal static partial class CsvText
{
    private const string NeedQuotes = ",\"\r\n";
    private const char Guard = '\'';

    /// <param name="Line">Where the record begins, counted from 1.</param>
    /// <param name="Mistake">What is wrong with its quotes; null when nothing is.</param>
    internal sealed record CsvRecord(int Line, IReadOnlyList<string> Values, string? Mistake);

    /// <summary>Every record; blank lines are passed over. A record with a mistake does not spoil the next line.</summary>
    public static IEnumerable<CsvRecord> Read(string text)
    {
        var (at, line) = (text is ['\uFEFF', ..] ? 1 : 0, 1);
        while (at < text.Length)
        {
            var (start, startLine) = (at, line);
            var values = new List<string>();
            string? mistake = null;
            var more = true;
            while (more && mistake is null)
            {
                values.Add(Value(text, ref at, ref line, out mistake));
                more = at < text.Length && text[at] == ',';
                at += more ? 1 : 0;
            }

            if (mistake is not null)
            {
                // The next line may be sound: a quote that is never closed must not swallow the rest.
                (at, line) = (Math.Max(text.AsSpan(start).IndexOf('\n'), 0) is var end and > 0 ? start + end : text.Length, startLine);
            }

            at += at < text.Length && text[at] == '\r' ? 1 : 0;
            if (at < text.Length && text[at] == '\n')
            {
                (at, line) = (at + 1, line + 1);
            }

            if (mistake is not null || values.Any(value => !string.IsNullOrWhiteSpace(value)))
            {
                yield return new CsvRecord(startLine, values, mistake);
            }
        }
    }

    public static void Write(StringBuilder text, params IEnumerable<string> values)
    {
        text.AppendJoin(',', values.Select(value => value.AsSpan().IndexOfAny(NeedQuotes) >= 0 || value != value.Trim() ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value));
        text.Append("\r\n");
    }

    /// <summary>A text that a spreadsheet would run as a formula, made one that it shows. <see cref="Unprotected"/> gives it back.</summary>
    public static string Protected(string text) => Formula().IsMatch(text) ? Guard + text : text;

    public static string Unprotected(string text) => text.StartsWith(Guard) && Formula().IsMatch(text[1..]) ? text[1..] : text;

    // A text that is guarded already is guarded once more, so that it comes back as it was.
    [GeneratedRegex(@"^'*(\s*[=+\-@]|[\t\r])")]
    private static partial Regex Formula();

    private static string Value(string text, ref int at, ref int line, out string? mistake)
    {
        mistake = null;
        if (at >= text.Length || text[at] != '"')
        {
            var start = at;
            while (at < text.Length && text[at] is not (',' or '\r' or '\n'))
            {
                at++;
            }

            return text[start..at].Trim();
        }

        var value = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
            {
                line += text[at] == '\n' ? 1 : 0;
                value.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                value.Append('"');
                at++;
            }
            else
            {
                at++;
                mistake = at < text.Length && text[at] is not (',' or '\r' or '\n') ? "There is text after a closing quote. Write a quote inside quotes twice." : null;
                return value.ToString();
            }
        }

        mistake = "A quote is opened and never closed.";
        return value.ToString();
    }
}
