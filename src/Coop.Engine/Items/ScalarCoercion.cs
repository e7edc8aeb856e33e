using System.Globalization;
using System.Text.Json;
using Coop.Integrations;

namespace Coop.Engine.Items;

/// <summary>One submitted JSON value to a value of a scalar type, by the rules that docs/api.md lists for each type.</summary>
internal static class ScalarCoercion
{
    private const string UserHint = "This field, if given, must be an object with a (non-empty) string 'id' and a valid 'typeId'.";
    private const string RelatedItemHint = "This field, if given, must be an object with a (non-empty) string 'id' and a valid 'typeId', with an optional string name.";

    /// <param name="knownTypeIds">The item types a reference may name.</param>
    public static Coerced Coerce(ScalarType type, JsonElement json, IReadOnlySet<string> knownTypeIds) => type switch
    {
        ScalarType.String => JsonText.TryGetText(json, out var text) ? ScalarValue.Text(text) : Coerced.Invalid(
            json.ValueKind == JsonValueKind.String ? "This field has half of a surrogate pair (\\ud800 to \\udfff), which is no text. Send the whole character." : "This field, if given, must be a string."),
        ScalarType.Number => Number(json),
        ScalarType.Boolean => Boolean(json),
        ScalarType.Id or ScalarType.PolicyId => Identifier(type, json),
        ScalarType.UserId => Reference(type, json, knownTypeIds, UserHint),
        ScalarType.RelatedItem => Reference(type, json, knownTypeIds, RelatedItemHint),
        ScalarType.Url => Url(json),
        ScalarType.Image or ScalarType.Audio or ScalarType.Video or ScalarType.Media => Media(type, json),
        ScalarType.Geohash => Geohash(json),
        ScalarType.Datetime => Datetime(json),
        ScalarType.IpAddress => IpAddress(json),
        ScalarType.EmailAddress => Email(json),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a scalar type."),
    };

    private static Coerced Number(JsonElement json)
    {
        double number;
        var read = json.ValueKind == JsonValueKind.Number
            ? json.TryGetDouble(out number)
            : double.TryParse(JsonText.TryGetText(json, out var text) ? text : null, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
        // Minus zero has no place in stored data: it would not survive a comparison as text.
        return read && double.IsFinite(number) ? ScalarValue.Number(number == 0 ? 0 : number) : Coerced.Invalid("This field, if given, must hold a number.");
    }

    private static Coerced Boolean(JsonElement json)
    {
        var text = json.ValueKind switch
        {
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Number when json.TryGetDouble(out var number) => number.ToString(CultureInfo.InvariantCulture),
            JsonValueKind.String when JsonText.TryGetText(json, out var given) => given.ToLowerInvariant(),
            _ => "",
        };
        return text switch
        {
            "true" or "1" => ScalarValue.Boolean(true),
            "false" or "0" => ScalarValue.Boolean(false),
            _ => Coerced.Invalid("This field, if given, must hold a boolean."),
        };
    }

    private static Coerced Identifier(ScalarType type, JsonElement json)
    {
        if (JsonText.TryGetText(json, out var text))
        {
            return ScalarValue.Text(type, text);
        }

        if (json.ValueKind != JsonValueKind.Number || !json.TryGetDouble(out var number) || !double.IsFinite(number))
        {
            return Coerced.Invalid("This field must be a string or a number.");
        }

        // Whole numbers keep all their digits: ids of 64 bits do not fit a double.
        var raw = json.GetRawText();
        var isWhole = raw.AsSpan(raw[0] == '-' ? 1 : 0).IndexOfAnyExceptInRange('0', '9') < 0;
        return ScalarValue.Text(type, isWhole && raw != "-0" ? raw : (number == 0 ? 0 : number).ToString(CultureInfo.InvariantCulture));
    }

    private static Coerced Reference(ScalarType type, JsonElement json, IReadOnlySet<string> knownTypeIds, string hint)
    {
        if (json.ValueKind != JsonValueKind.Object
            || !json.TryGetProperty("id", out var idJson) || !JsonText.TryGetText(idJson, out var id) || id.Length == 0
            || !json.TryGetProperty("typeId", out var typeJson) || !JsonText.TryGetText(typeJson, out var typeId) || !knownTypeIds.Contains(typeId))
        {
            return Coerced.Invalid(hint);
        }

        string? name = null;
        if (type == ScalarType.RelatedItem && json.TryGetProperty("name", out var nameJson) && !JsonText.TryGetText(nameJson, out name))
        {
            return Coerced.Invalid(hint);
        }

        return ScalarValue.Reference(type, new ItemReference(id, typeId, name));
    }

    private static Coerced Url(JsonElement json)
    {
        if (!JsonText.TryGetText(json, out var text) || (text.Length > 0 && !WebUrl.IsAcceptable(text)))
        {
            return Coerced.Invalid("This field, if given, must be a valid URL.");
        }

        return text.Length == 0 ? Coerced.Missing : ScalarValue.Text(ScalarType.Url, text);
    }

    private static Coerced Media(ScalarType type, JsonElement json)
    {
        if (!JsonText.TryGetText(json, out var text) || (text.Length > 0 && !WebUrl.IsAcceptable(text)))
        {
            return Coerced.Invalid("This field, if given, must hold a valid URL.");
        }

        return text.Length == 0 ? Coerced.Missing : ScalarValue.Media(type, new MediaReference(text, WebUrl.MediaKindOf(type, text)));
    }

    private static Coerced Geohash(JsonElement json)
    {
        if (!JsonText.TryGetText(json, out var text) || (text.Length > 0 && !Items.Geohash.IsValid(text)))
        {
            return Coerced.Invalid("This field, if given, must be a valid geohash.");
        }

        return text.Length == 0 ? Coerced.Missing : ScalarValue.Text(ScalarType.Geohash, text);
    }

    private static Coerced Datetime(JsonElement json)
    {
        if (JsonText.TryGetText(json, out var text))
        {
            if (text.Length == 0)
            {
                return Coerced.Missing;
            }

            if (IsoDate.TryNormalize(text, out var normalized))
            {
                return ScalarValue.Text(ScalarType.Datetime, normalized);
            }
        }

        return Coerced.Invalid("This field, if given, must contain a valid date string.");
    }

    private static Coerced IpAddress(JsonElement json)
    {
        if (!JsonText.TryGetText(json, out var text))
        {
            return Coerced.Invalid("This field, if given, must be a string IP address.");
        }

        var trimmed = text.Trim();
        return trimmed.Length == 0 ? Coerced.Missing
            : Items.IpAddress.IsValid(trimmed) ? ScalarValue.Text(ScalarType.IpAddress, trimmed)
            : Coerced.Invalid("This field, if given, must be a valid IPv4 or IPv6 address.");
    }

    private static Coerced Email(JsonElement json)
    {
        if (!JsonText.TryGetText(json, out var text))
        {
            return Coerced.Invalid("This field, if given, must be a string email address.");
        }

        var trimmed = text.Trim();
        return trimmed.Length == 0 ? Coerced.Missing : ScalarValue.Text(ScalarType.EmailAddress, trimmed);
    }
}
