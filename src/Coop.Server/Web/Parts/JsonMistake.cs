using System.Text;
using System.Text.Json;
using Coop.Engine.Problems;

namespace Coop.Server.Web.Parts;

/// <summary>What is wrong with a JSON text, and where.</summary>
internal static class JsonMistake
{
    /// <summary>Whether the editor shows the problem by itself, for as long as it is there.</summary>
    public static bool IsToldByEditor(Problem problem) => problem.Code == InputProblems.NotJson("", "").Code;

    /// <returns>Null when the text is blank, or JSON that can be kept.</returns>
    public static string? In(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return KeepableJson.Mistake(document.RootElement) is { } unkeepable ? unkeepable + "." : null;
        }
        catch (JsonException mistake)
        {
            // It speaks to whoever called the parser as well, who is somebody else.
            var reason = mistake.Message.Split(" LineNumber: ", 2)[0].Replace(" which is not supported in this mode. Change the reader options", "", StringComparison.Ordinal).TrimEnd('.', ' ');
            var line = (int)(mistake.LineNumber ?? 0);
            return $"Line {line + 1}, column {Column(text, line, (int)(mistake.BytePositionInLine ?? 0))}: {reason}.";
        }
    }

    // The parser counts bytes; people count characters.
    private static int Column(string text, int line, int bytes)
    {
        var lines = text.Split('\n');
        var encoded = Encoding.UTF8.GetBytes(line < lines.Length ? lines[line] : "");
        return Encoding.UTF8.GetString(encoded, 0, Math.Min(bytes, encoded.Length)).Length + 1;
    }
}
