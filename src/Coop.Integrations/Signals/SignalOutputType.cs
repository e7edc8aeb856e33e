namespace Coop.Integrations;

/// <summary>What a signal's scores are: a type, and for text or numbers optionally the list of allowed values.</summary>
public sealed record SignalOutputType
{
    private SignalOutputType(ScalarType type, IReadOnlyList<SignalScore>? values, bool ordered) =>
        (ScalarType, EnumValues, IsOrdered) = (type, values, ordered);

    /// <summary>True or false.</summary>
    public static SignalOutputType Boolean { get; } = new(ScalarType.Boolean, null, false);

    /// <summary>A finite number.</summary>
    public static SignalOutputType Number { get; } = new(ScalarType.Number, null, false);

    /// <summary>Text.</summary>
    public static SignalOutputType Text { get; } = new(ScalarType.String, null, false);

    /// <summary>Text or numbers, one of a list.</summary>
    /// <param name="ordered">True when the list goes from least to most, so that thresholds make sense.</param>
    /// <param name="values">The allowed values: all text or all numbers, distinct, at least one.</param>
    /// <exception cref="ArgumentException">The values are empty, mixed, repeated or booleans.</exception>
    public static SignalOutputType Enum(bool ordered, params IReadOnlyList<SignalScore> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0 || values.Distinct().Count() != values.Count || values.Any(value => value.Kind != values[0].Kind)
            || values[0].Kind is not (SignalScoreKind.Text or SignalScoreKind.Number))
        {
            throw new ArgumentException("The values must be distinct, all text or all numbers, and at least one.", nameof(values));
        }

        return new SignalOutputType(values[0].Kind == SignalScoreKind.Text ? ScalarType.String : ScalarType.Number, values, ordered);
    }

    /// <summary>An output of any scalar type, as Node integrations may declare; the score is text unless the type is Boolean or Number.</summary>
    public static SignalOutputType Of(ScalarType type) => new(type, null, false);

    /// <summary>The type of the scores.</summary>
    public ScalarType ScalarType { get; }

    /// <summary>The allowed values, or null when any value of the type will do.</summary>
    public IReadOnlyList<SignalScore>? EnumValues { get; }

    /// <summary>Whether <see cref="EnumValues"/> go from least to most.</summary>
    public bool IsOrdered { get; }
}
