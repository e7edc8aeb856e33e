using System.Globalization;

namespace Coop.Integrations;

/// <summary>Which of its three forms a <see cref="SignalScore"/> has.</summary>
public enum SignalScoreKind
{
    /// <summary>No score; only the default value.</summary>
    None,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Text.</summary>
    Text,
}

/// <summary>A score: a boolean, a number or text. Immutable, without boxing.</summary>
public readonly struct SignalScore : IEquatable<SignalScore>
{
    private readonly double _number;
    private readonly string? _text;

    private SignalScore(SignalScoreKind kind, double number, string? text) => (Kind, _number, _text) = (kind, number, text);

    /// <summary>The form.</summary>
    public SignalScoreKind Kind { get; }

    /// <summary>A boolean score.</summary>
    public static implicit operator SignalScore(bool value) => new(SignalScoreKind.Boolean, value ? 1 : 0, null);

    /// <summary>A numeric score.</summary>
    public static implicit operator SignalScore(double value) => new(SignalScoreKind.Number, value, null);

    /// <summary>A textual score.</summary>
    public static implicit operator SignalScore(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new SignalScore(SignalScoreKind.Text, 0, value);
    }

    /// <summary>The boolean.</summary>
    /// <exception cref="InvalidOperationException">The score has another form.</exception>
    public bool AsBoolean() => Kind == SignalScoreKind.Boolean ? _number != 0 : throw Mismatch("a boolean");

    /// <summary>The number.</summary>
    /// <exception cref="InvalidOperationException">The score has another form.</exception>
    public double AsNumber() => Kind == SignalScoreKind.Number ? _number : throw Mismatch("a number");

    /// <summary>The text.</summary>
    /// <exception cref="InvalidOperationException">The score has another form.</exception>
    public string AsText() => Kind == SignalScoreKind.Text ? _text! : throw Mismatch("text");

    /// <inheritdoc/>
    public bool Equals(SignalScore other) => Kind == other.Kind && _number.Equals(other._number) && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SignalScore other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, _number, _text);

    /// <summary>Equality of form and value.</summary>
    public static bool operator ==(SignalScore left, SignalScore right) => left.Equals(right);

    /// <summary>Inequality of form or value.</summary>
    public static bool operator !=(SignalScore left, SignalScore right) => !left.Equals(right);

    /// <summary>The score as people read it, invariant; empty when there is none.</summary>
    public override string ToString() => Kind switch
    {
        SignalScoreKind.Boolean => _number != 0 ? "true" : "false",
        SignalScoreKind.Number => _number.ToString(CultureInfo.InvariantCulture),
        _ => _text ?? "",
    };

    private InvalidOperationException Mismatch(string wanted) => new($"The score is {Kind}, not {wanted}.");
}
