using System.Text.Json;
using System.Text.RegularExpressions;
using Coop.Engine.Actions;

namespace Coop.Server.Actions.Pages;

/// <summary>An option as one line of text: <c>value</c>, or <c>value = label</c>. What would be read otherwise stands in quotes, as JSON has them.</summary>
internal static partial class ActionOptionLine
{
    public static string Write(ActionParameterOption option) => option.Label == option.Value ? Quoted(option.Value) : $"{Quoted(option.Value)} = {Quoted(option.Label)}";

    public static ActionParameterOptionDraft Read(string line)
    {
        var parts = Parts().Match(line);
        return new ActionParameterOptionDraft(Plain(parts.Groups["value"].Value), parts.Groups["label"] is { Success: true } label ? Plain(label.Value) : null);
    }

    private static string Quoted(string text) =>
        text.Contains(" = ", StringComparison.Ordinal) || text.StartsWith('"') || text.StartsWith("= ", StringComparison.Ordinal) || text.EndsWith(" =", StringComparison.Ordinal)
            || text.Any(char.IsControl) || text != text.Trim()
            ? JsonSerializer.Serialize(text, ActionForm.Indented)
            : text;

    private static string Plain(string part)
    {
        var text = part.Trim();
        if (text is not ['"', .., '"'])
        {
            return text;
        }

        try
        {
            return JsonSerializer.Deserialize<string>(text) ?? text;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    [GeneratedRegex("""^(?<value>"(?:[^"\\]|\\.)*"|.*?)(?: = (?<label>.*))?$""")]
    private static partial Regex Parts();
}
