using System.Text.Json;
using System.Text.RegularExpressions;

namespace Coop.Server.Bootstrap;

/// <summary>Brings the demo organisation to what the script says, through the same API everybody uses. What is there already, by its name, stays as it is.</summary>
internal sealed partial class DemoSeed(HttpClient api)
{
    private static readonly JsonDocumentOptions AsInTheScript = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    public async Task SeedAsync(DemoScript script, CancellationToken cancellationToken)
    {
        foreach (var thing in script.Things)
        {
            var body = Resolve(thing.Body);
            var name = body.GetProperty("name").GetString()!;
            var id = await FindAsync(thing.In, name, cancellationToken) ?? await CreateAsync(thing.In, body, cancellationToken);
            if (thing.As is not null)
            {
                _ids[thing.As] = id;
            }
        }
    }

    /// <summary>With the ids of what was seeded.</summary>
    public JsonElement Resolve(JsonElement json)
    {
        var text = Placeholder().Replace(json.GetRawText(), match => _ids.TryGetValue(match.Groups["name"].Value, out var id)
            ? JsonEncodedText.Encode(id).ToString()
            : throw new InvalidOperationException($"The demo script uses {match.Value} before something is called so."));
        return JsonElement.Parse(text, AsInTheScript);
    }

    private async Task<string?> FindAsync(string collection, string name, CancellationToken cancellationToken)
    {
        var list = await api.GetFromJsonAsync<JsonElement>($"/api/v1/admin/{collection}", cancellationToken);
        var things = list.EnumerateObject().First(member => member.Value.ValueKind == JsonValueKind.Array).Value;
        return things.EnumerateArray().FirstOrDefault(thing => thing.GetProperty("name").ValueEquals(name)) is { ValueKind: JsonValueKind.Object } found
            ? found.GetProperty("id").GetString()
            : null;
    }

    private async Task<string> CreateAsync(string collection, JsonElement body, CancellationToken cancellationToken)
    {
        using var answer = await api.PostAsJsonAsync($"/api/v1/admin/{collection}", body, cancellationToken);
        return answer.IsSuccessStatusCode
            ? (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("id").GetString()!
            : throw new InvalidOperationException(
                $"The demo script's '{body.GetProperty("name")}' in {collection} was refused: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
    }

    [GeneratedRegex(@"\{\{(?<name>[\w-]+)\}\}")]
    private static partial Regex Placeholder();
}
