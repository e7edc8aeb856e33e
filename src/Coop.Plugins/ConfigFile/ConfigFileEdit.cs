using System.Text;
using System.Text.Json;

namespace Coop.Plugins.ConfigFile;

/// <summary>
/// Adds and removes entries in the text of an integrations config file, touching nothing else: comments, order and formatting are the adopter's.
/// The text must be a valid config file.
/// </summary>
internal static class ConfigFileEdit
{
    public const string Empty = "{\n  \"integrations\": []\n}\n";

    /// <summary>The text with an entry for the package at the end of the list.</summary>
    public static string Add(string text, string package)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var entry = $"{{ \"package\": {JsonSerializer.Serialize(package, ConfigFileEditJson.Default.String)} }}";
        if (ConfigFileLayout.Read(bytes) is not { } list)
        {
            return InsertList(bytes, entry);
        }

        var newLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var edit = new ByteEdit(bytes);
        if (list.Elements.Count == 0)
        {
            var outer = IndentOf(bytes, list.Start);
            var end = LastSolid(bytes, list.Start + 1, list.End);
            edit.Replace(end, list.End, $"{newLine}{outer}{IndentUnit(outer)}{entry}{newLine}{outer}");
            return edit.ToString();
        }

        var last = list.Elements[^1];
        if (last.Comma is null)
        {
            edit.Insert(last.End, ",");
        }

        var isInline = !bytes.AsSpan(list.Start, list.End - list.Start).Contains((byte)'\n');
        var position = LastSolid(bytes, last.End, list.End);
        edit.Insert(position, isInline ? $" {entry}" : $"{newLine}{IndentOf(bytes, last.Start)}{entry}");
        return edit.ToString();
    }

    /// <summary>The text without the entries whose <c>package</c> is this one; the same text when there is none.</summary>
    public static string Remove(string text, string package)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (ConfigFileLayout.Read(bytes) is not { } list)
        {
            return text;
        }

        var edit = new ByteEdit(bytes);
        var kept = list.Elements.Where(e => e.Package != package).ToList();
        foreach (var gone in list.Elements.Where(e => e.Package == package))
        {
            var end = gone.End;
            if (gone.Comma is { } comma)
            {
                // A comment may stand between the entry and its comma; it stays.
                if (bytes.AsSpan(gone.End, comma - gone.End).Trim(" \t\r\n"u8).IsEmpty)
                {
                    end = comma + 1;
                }
                else
                {
                    edit.Replace(comma, comma + 1, "");
                }
            }

            var (lineStart, lineEnd) = LineAround(bytes, gone.Start, end);
            edit.Replace(lineStart, lineEnd, "");
        }

        if (kept.Count > 0 && kept.Count < list.Elements.Count && kept[^1] != list.Elements[^1] && list.Elements[^1].Comma is null && kept[^1].Comma is { } dangling)
        {
            edit.Replace(dangling, dangling + 1, "");
        }

        return edit.ToString();
    }

    private static string InsertList(byte[] bytes, string entry)
    {
        var open = Array.IndexOf(bytes, (byte)'{', ConfigFileLayout.ObjectStart(bytes));
        var isEmpty = ConfigFileLayout.IsEmptyObject(bytes);
        var edit = new ByteEdit(bytes);
        edit.Insert(open + 1, $"\n  \"integrations\": [\n    {entry}\n  ]{(isEmpty ? "" : ",")}");
        return edit.ToString();
    }

    /// <summary>Where the text before <paramref name="end"/> stops being white space.</summary>
    private static int LastSolid(byte[] bytes, int start, int end)
    {
        while (end > start && IsSpace(bytes[end - 1]))
        {
            end--;
        }

        return end;
    }

    /// <summary>The whole lines around a range when nothing else stands on them, else the range with the space before it.</summary>
    private static (int Start, int End) LineAround(byte[] bytes, int start, int end)
    {
        var before = start;
        while (before > 0 && bytes[before - 1] is (byte)' ' or (byte)'\t')
        {
            before--;
        }

        var after = end;
        while (after < bytes.Length && bytes[after] is (byte)' ' or (byte)'\t' or (byte)'\r')
        {
            after++;
        }

        var ownsLines = before > 0 && bytes[before - 1] == (byte)'\n' && after < bytes.Length && bytes[after] == (byte)'\n';
        return ownsLines ? (before, after + 1) : (before, end);
    }

    private static string IndentOf(byte[] bytes, int position)
    {
        var lineStart = Array.LastIndexOf(bytes, (byte)'\n', position) + 1;
        var solid = lineStart;
        while (solid < position && bytes[solid] is (byte)' ' or (byte)'\t')
        {
            solid++;
        }

        return Encoding.UTF8.GetString(bytes, lineStart, solid - lineStart);
    }

    private static string IndentUnit(string outer) => outer.StartsWith('\t') ? "\t" : "  ";

    private static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
internal sealed partial class ConfigFileEditJson : System.Text.Json.Serialization.JsonSerializerContext;
