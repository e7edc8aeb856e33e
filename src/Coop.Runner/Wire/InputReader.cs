using System.Text.Json;
using Coop.Integrations;
using Coop.Plugins.Processes.Connection;
using Coop.Plugins.Processes.Wire;

namespace Coop.Runner.Wire;

/// <summary>What a signal is given, read back from the shape the TypeScript contract has.</summary>
internal static class InputReader
{
    /// <param name="member"><c>input</c>, or <c>inputs</c> for a list.</param>
    /// <exception cref="WireException">The params have another shape.</exception>
    public static (string SignalId, IReadOnlyList<SignalInput> Inputs) Read(byte[] parameters, string member, MatchingValuesCache matchingValues)
    {
        try
        {
            var json = JsonElement.Parse(parameters);
            var signalId = json.GetProperty("signalId").GetString()!;
            var given = json.GetProperty(member);
            return (signalId, given.ValueKind == JsonValueKind.Array
                ? [.. given.EnumerateArray().Select(input => Read(input, signalId, matchingValues))]
                : [Read(given, signalId, matchingValues)]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new WireException(new WireError(ErrorCode.InvalidParams, $"The params have the wrong shape. {e.Message}"));
        }
    }

    private static SignalInput Read(JsonElement json, string signalId, MatchingValuesCache matchingValues)
    {
        var value = json.GetProperty("value");
        var item = value.TryGetProperty("itemType", out var type) ? ItemReader.Read(type, value.GetProperty("data")) : null;
        return new SignalInput
        {
            OrgId = json.GetProperty("orgId").GetString()!,
            SignalId = signalId,
            Value = item is null ? Value(value) : null,
            Item = item,
            MatchingValues = Optional(json, "matchingValues") is { } matching ? matchingValues.Read(matching) : null,
            ActionPenalties = Optional(json, "actionPenalties") is { } penalties ? Penalties(penalties) : null,
            Subcategory = Text(json, "subcategory"),
            ContentId = Text(json, "contentId"),
            UserId = Text(json, "userId"),
            ContextId = Text(json, "contextId"),
            ContentType = Text(json, "contentType"),
            Args = Optional(json, "args"),
        };
    }

    private static ScalarValue Value(JsonElement json)
    {
        var type = ItemReader.Name<ScalarType>(json.GetProperty("type"));
        var value = json.GetProperty("value");
        return type switch
        {
            ScalarType.Number => ScalarValue.Number(value.GetDouble()),
            ScalarType.Boolean => ScalarValue.Boolean(value.GetBoolean()),
            ScalarType.UserId or ScalarType.RelatedItem => ScalarValue.Reference(
                type, new ItemReference(value.GetProperty("id").GetString()!, value.GetProperty("typeId").GetString()!, Text(value, "name"))),
            ScalarType.Image => Media(type, value, MediaKind.Image),
            ScalarType.Audio => Media(type, value, MediaKind.Audio),
            ScalarType.Video => Media(type, value, MediaKind.Video),
            ScalarType.Media => Media(type, value, Optional(value, "mediaType") is { } kind ? ItemReader.Name<MediaKind>(kind) : MediaKind.Unknown),
            _ => ScalarValue.Text(type, value.GetString()!),
        };
    }

    private static ScalarValue Media(ScalarType type, JsonElement value, MediaKind kind) =>
        ScalarValue.Media(type, new MediaReference(value.GetProperty("url").GetString()!, kind));

    private static IReadOnlyList<ActionPenalty> Penalties(JsonElement json) =>
    [
        .. json.EnumerateArray().Select(penalty => new ActionPenalty(
            penalty.GetProperty("actionId").GetString()!,
            penalty.GetProperty("policyId").GetString()!,
            [.. penalty.GetProperty("penalties").EnumerateArray().Select(one => one.GetString()!)])),
    ];

    private static JsonElement? Optional(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? Text(JsonElement json, string name) => Optional(json, name)?.GetString();
}
