using System.Globalization;

namespace Coop.Integrations;

/// <summary>
/// One value of an item with its type. A small immutable value without boxing; the default instance is the empty string.
/// </summary>
public readonly struct ScalarValue : IEquatable<ScalarValue>
{
    private readonly object? _reference;
    private readonly double _number;

    private ScalarValue(ScalarType type, object? reference, double number)
    {
        (Type, _reference, _number) = (type, reference, number);
        HasType = true;
    }

    private bool HasType { get; }

    /// <summary>The type.</summary>
    public ScalarType Type { get => HasType ? field : ScalarType.String; }

    /// <summary>Text of type <see cref="ScalarType.String"/>.</summary>
    public static ScalarValue Text(string value) => Text(ScalarType.String, value);

    /// <summary>Text of one of the textual types: String, Id, Datetime, Geohash, Url, PolicyId, IpAddress, EmailAddress.</summary>
    /// <exception cref="ArgumentException"><paramref name="type"/> is not textual.</exception>
    public static ScalarValue Text(ScalarType type, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return IsTextual(type)
            ? new ScalarValue(type, value, 0)
            : throw new ArgumentException($"{type} is not a textual type.", nameof(type));
    }

    /// <summary>A number.</summary>
    public static ScalarValue Number(double value) => new(ScalarType.Number, null, value);

    /// <summary>A boolean.</summary>
    public static ScalarValue Boolean(bool value) => new(ScalarType.Boolean, null, value ? 1 : 0);

    /// <summary>A user or another item.</summary>
    /// <exception cref="ArgumentException"><paramref name="type"/> is neither UserId nor RelatedItem.</exception>
    public static ScalarValue Reference(ScalarType type, ItemReference value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return type is ScalarType.UserId or ScalarType.RelatedItem
            ? new ScalarValue(type, value, 0)
            : throw new ArgumentException($"{type} is not a reference.", nameof(type));
    }

    /// <summary>A piece of media.</summary>
    /// <exception cref="ArgumentException"><paramref name="type"/> is none of Image, Audio, Video, Media.</exception>
    public static ScalarValue Media(ScalarType type, MediaReference value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return IsMedia(type)
            ? new ScalarValue(type, value, 0)
            : throw new ArgumentException($"{type} is not a media type.", nameof(type));
    }

    /// <summary>Whether values of a type are text.</summary>
    public static bool IsTextual(ScalarType type) => type is ScalarType.String or ScalarType.Id or ScalarType.Datetime or ScalarType.Geohash
        or ScalarType.Url or ScalarType.PolicyId or ScalarType.IpAddress or ScalarType.EmailAddress;

    /// <summary>Whether values of a type are media.</summary>
    public static bool IsMedia(ScalarType type) => type is ScalarType.Image or ScalarType.Audio or ScalarType.Video or ScalarType.Media;

    /// <summary>The text of a textual type.</summary>
    /// <exception cref="InvalidOperationException">The value is of another type.</exception>
    public string AsText() => IsTextual(Type) ? (string?)_reference ?? "" : throw Mismatch("text");

    /// <summary>The number.</summary>
    /// <exception cref="InvalidOperationException">The value is of another type.</exception>
    public double AsNumber() => Type == ScalarType.Number ? _number : throw Mismatch("a number");

    /// <summary>The boolean.</summary>
    /// <exception cref="InvalidOperationException">The value is of another type.</exception>
    public bool AsBoolean() => Type == ScalarType.Boolean ? _number != 0 : throw Mismatch("a boolean");

    /// <summary>The user or item.</summary>
    /// <exception cref="InvalidOperationException">The value is of another type.</exception>
    public ItemReference AsReference() => _reference as ItemReference ?? throw Mismatch("a reference");

    /// <summary>The media.</summary>
    /// <exception cref="InvalidOperationException">The value is of another type.</exception>
    public MediaReference AsMedia() => _reference as MediaReference ?? throw Mismatch("media");

    /// <inheritdoc/>
    public bool Equals(ScalarValue other) => Type == other.Type && _number.Equals(other._number) && Equals(_reference ?? "", other._reference ?? "");

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ScalarValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, _number, _reference ?? "");

    /// <summary>Equality of type and value.</summary>
    public static bool operator ==(ScalarValue left, ScalarValue right) => left.Equals(right);

    /// <summary>Inequality of type or value.</summary>
    public static bool operator !=(ScalarValue left, ScalarValue right) => !left.Equals(right);

    /// <summary>The value as people read it, invariant.</summary>
    public override string ToString() => Type switch
    {
        ScalarType.Number => _number.ToString(CultureInfo.InvariantCulture),
        ScalarType.Boolean => _number != 0 ? "true" : "false",
        _ => _reference?.ToString() ?? "",
    };

    private InvalidOperationException Mismatch(string wanted) => new($"The value is {Type}, not {wanted}.");
}
