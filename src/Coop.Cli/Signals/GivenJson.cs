using System.Text.Json;
using Coop.Cli.Terminal;

namespace Coop.Cli.Signals;

/// <summary>JSON typed on a command line.</summary>
internal static class GivenJson
{
    /// <param name="wanted">The first half of the sentence that refuses anything else.</param>
    /// <exception cref="UsageException">It is not a JSON object.</exception>
    public static JsonElement Object(string text, string wanted)
    {
        try
        {
            var json = JsonElement.Parse(text);
            return json.ValueKind == JsonValueKind.Object ? json : throw new UsageException($"{wanted}; {json.ValueKind} is no JSON object.");
        }
        catch (JsonException e)
        {
            throw new UsageException($"{wanted}; this is not JSON: {e.Message}");
        }
    }
}
