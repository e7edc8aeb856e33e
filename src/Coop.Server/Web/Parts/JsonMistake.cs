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

        var utf8 = Encoding.UTF8.GetBytes(text);
        if (JsonSyntax.MistakeIn(utf8) is { } mistake)
        {
            return $"Line {mistake.Line}, column {mistake.Column}: {mistake.What}.";
        }

        return KeepableJson.Mistake(JsonElement.Parse(utf8)) is { } unkeepable ? unkeepable + "." : null;
    }
}
