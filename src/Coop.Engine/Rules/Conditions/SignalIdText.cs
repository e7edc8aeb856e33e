using System.Text.Json;

namespace Coop.Engine.Rules.Conditions;

/// <summary>A signal's id as conditions store it: the JSON text <c>{"type":"…"}</c>.</summary>
public static class SignalIdText
{
    public static string Of(string signalId) => $"{{\"type\":{JsonText.Quoted(signalId)}}}";

    public static bool TryParse(string text, out string signalId)
    {
        signalId = "";
        try
        {
            var json = JsonElement.Parse(text);
            return json.ValueKind == JsonValueKind.Object && json.GetPropertyCount() == 1
                && json.TryGetProperty("type", out var type) && JsonText.TryGetText(type, out signalId) && signalId.Length > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
