using System.Text.Json;
using Coop.Tests.Support;

namespace Coop.Tests.Processes;

/// <summary>The messages in tests/protocol, which the runner's own tests read as well.</summary>
internal static class GoldenFiles
{
    public static IEnumerable<string> Names => Directory.GetFiles(Repo.PathOf("tests", "protocol"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order();

    public static IReadOnlyList<GoldenExchange> Read(string name) =>
        [.. JsonDocument.Parse(File.ReadAllText(Repo.PathOf("tests", "protocol", $"{name}.json"))).RootElement.GetProperty("exchanges").EnumerateArray()
            .Select(exchange => new GoldenExchange(
                exchange.GetProperty("name").GetString()!,
                [.. exchange.GetProperty("messages").EnumerateArray().Select(message => new GoldenMessage(message.GetProperty("from").GetString() == "host", message.GetProperty("message")))]))];

    public static GoldenExchange Find(string file, string exchange) => Read(file).Single(one => one.Name == exchange);
}

internal sealed record GoldenExchange(string Name, IReadOnlyList<GoldenMessage> Messages)
{
    public JsonElement Request => Messages.First(message => message.FromHost).Json;

    public JsonElement Answer => Messages.Last(message => !message.FromHost).Json;
}

internal sealed record GoldenMessage(bool FromHost, JsonElement Json)
{
    public string? Method => Json.TryGetProperty("method", out var method) ? method.GetString() : null;

    public long? Id => Json.TryGetProperty("id", out var id) ? id.GetInt64() : null;
}
