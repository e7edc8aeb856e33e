using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Coop.Engine.Problems;

/// <summary>Where a text stops being JSON, and why, in our own words: the parser's are English for whoever programmed the call, and may change with it.</summary>
/// <param name="What">A sentence without its full stop.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">In characters, from 1.</param>
public sealed record JsonSyntax(string What, int Line, int Column)
{
    private const int LongestShown = 40;

    private static readonly SearchValues<byte> Between = SearchValues.Create(" \t\r\n,:"u8);
    private static readonly SearchValues<byte> Ends = SearchValues.Create(" \t\r\n,:{}[]\""u8);

    /// <returns>Null when it is JSON.</returns>
    public static JsonSyntax? MistakeIn(ReadOnlySpan<byte> utf8, JsonReaderOptions options = default)
    {
        var reader = new Utf8JsonReader(utf8, options);
        try
        {
            while (reader.Read())
            {
            }

            return null;
        }
        catch (JsonException mistake)
        {
            var at = Offset(utf8, mistake);
            var line = utf8[..at].LastIndexOf((byte)'\n') + 1;
            return new JsonSyntax(Reason(utf8, at, reader), utf8[..at].Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(utf8[line..at]) + 1);
        }
    }

    private static int Offset(ReadOnlySpan<byte> utf8, JsonException mistake)
    {
        var at = 0;
        for (var line = mistake.LineNumber ?? 0; line > 0 && utf8[at..].IndexOf((byte)'\n') is >= 0 and var end; line--)
        {
            at += end + 1;
        }

        return (int)Math.Min(at + (mistake.BytePositionInLine ?? 0), utf8.Length);
    }

    private static string Reason(ReadOnlySpan<byte> utf8, int at, in Utf8JsonReader reader)
    {
        var read = (int)reader.BytesConsumed;
        var begins = utf8[read..].IndexOfAnyExcept(Between) is >= 0 and var found ? read + found : utf8.Length;
        var rest = utf8[begins..];
        var before = utf8[..at].TrimEnd(" \t\r\n"u8);
        var isAfterEnd = reader is { CurrentDepth: 0, TokenType: not (JsonTokenType.None or JsonTokenType.StartObject or JsonTokenType.StartArray) };
        return rest.IsEmpty && reader.TokenType == JsonTokenType.None ? "there is nothing, and JSON is at least one value"
            : isAfterEnd ? $"{Shown(rest)} stands behind the end"
            : rest.IsEmpty || at == utf8.Length || IsNumber(rest) ? "it ends in the middle"
            : rest[0] == '"' && at > begins ? InText(utf8[at])
            : rest[0] == '/' ? "JSON has no comments"
            : rest[0] == '\'' ? "text stands in double quotes, not in single ones"
            : rest[0] is (byte)'{' or (byte)'[' && Depth(reader) >= MostLevels(reader) ? $"it is nested more than {MostLevels(reader)} levels deep"
            : rest[0] is (byte)'}' or (byte)']' && before is [.., (byte)','] ? "a comma stands before the closing bracket"
            : begins == at && before is not [.., (byte)','] && reader.TokenType is not (JsonTokenType.None or JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.PropertyName) && rest[0] is not ((byte)'}' or (byte)']' or (byte)',' or (byte)':') ? $"a comma{(before is [.., (byte)'"'] ? " or a colon" : "")} is missing before {Shown(rest)}"
            : rest[0] is (byte)'-' or (>= (byte)'0' and <= (byte)'9') ? $"{Shown(rest)} is no number or stands where none may"
            : char.IsAsciiLetter((char)rest[0]) ? $"{Shown(rest)} is no value, or stands where none may; text stands in double quotes"
            : $"{Shown(utf8[at..])} does not belong here";
    }

    private static bool IsNumber(ReadOnlySpan<byte> rest) => double.TryParse(rest, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    // What was begun last is not counted by the reader yet.
    private static int Depth(in Utf8JsonReader reader) => reader.CurrentDepth + (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : 0);

    private static int MostLevels(in Utf8JsonReader reader) => reader.CurrentState.Options.MaxDepth is > 0 and var most ? most : 64;

    private static string InText(byte wrong) => wrong < ' '
        ? "a line break or another control character stands in a text; write it as \\n or \\u000a"
        : "behind a backslash in a text only \" \\ / b f n r t may stand, and u with four hexadecimal digits";

    /// <summary>What stands there, up to where something else begins.</summary>
    private static string Shown(ReadOnlySpan<byte> rest)
    {
        var end = rest[0] == '"' ? rest[1..].IndexOf((byte)'"') is >= 0 and var closing ? closing + 2 : -1 : rest.IndexOfAny(Ends);
        var text = Encoding.UTF8.GetString(rest[..(end > 0 ? end : end < 0 ? Math.Min(rest.Length, 4 * LongestShown) : 1)]);
        return $"'{(text.Length <= LongestShown ? text : text[..LongestShown] + "…")}'";
    }
}
