using System.Globalization;
using System.Text.Json;
using Coop.Cli.Terminal;
using Coop.Engine;
using Coop.Integrations;

namespace Coop.Cli.Signals;

/// <summary>The text of <c>--value</c> as a value of the type that <c>--type</c> names.</summary>
internal static class GivenValue
{
    /// <exception cref="UsageException">The text is no such value.</exception>
    public static (ScalarValue? Value, FullItem? Item) Parse(string text, SignalInputType type) => type switch
    {
        SignalInputType.FullItem => (null, Item(text)),
        SignalInputType.Number => (ScalarValue.Number(Number(text)), null),
        SignalInputType.Boolean => (ScalarValue.Boolean(Boolean(text)), null),
        SignalInputType.UserId or SignalInputType.RelatedItem => (ScalarValue.Reference((ScalarType)type, Reference(text, type)), null),
        SignalInputType.Image => (Media(ScalarType.Image, MediaKind.Image, text), null),
        SignalInputType.Audio => (Media(ScalarType.Audio, MediaKind.Audio, text), null),
        SignalInputType.Video => (Media(ScalarType.Video, MediaKind.Video, text), null),
        SignalInputType.Media => (Media(ScalarType.Media, MediaKind.Unknown, text), null),
        _ => (ScalarValue.Text((ScalarType)type, text), null),
    };

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new UsageException($"--type NUMBER wants a number such as 0.5 as its --value, not \"{text}\".");

    private static bool Boolean(string text) =>
        bool.TryParse(text, out var value) ? value : throw new UsageException($"--type BOOLEAN wants true or false as its --value, not \"{text}\".");

    private static ScalarValue Media(ScalarType type, MediaKind kind, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            ? ScalarValue.Media(type, new MediaReference(text, kind))
            : throw new UsageException($"--type {WireNames.Of(type)} wants an http or https URL as its --value, not \"{text}\".");

    private static ItemReference Reference(string text, SignalInputType type)
    {
        var json = GivenJson.Object(text, $"--type {WireNames.Of(type)} wants a --value such as {{\"id\":\"42\",\"typeId\":\"user\"}}");
        return Member(json, "id") is { } id && Member(json, "typeId") is { } typeId
            ? new ItemReference(id, typeId, type == SignalInputType.RelatedItem ? Member(json, "name") : null)
            : throw new UsageException($"--type {WireNames.Of(type)} wants both \"id\" and \"typeId\" as text in its --value.");
    }

    private static string? Member(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static FullItem Item(string text) => new(
        "item",
        "Item",
        ItemTypeKind.Content,
        [],
        new Dictionary<string, string>(),
        "1",
        GivenJson.Object(text, "--type FULL_ITEM wants the item's data as its --value, such as {\"text\":\"hello\"}"));
}
