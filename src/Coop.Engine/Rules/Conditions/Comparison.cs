using Coop.Engine.Items;
using Coop.Integrations;

namespace Coop.Engine.Rules.Conditions;

/// <summary>
/// A score against a threshold. What cannot be compared, such as a text without a number in it against a number, has no answer: unknown, not false.
/// </summary>
internal static class Comparison
{
    /// <summary>Null when the two cannot be compared.</summary>
    /// <param name="output">What the score is; null for a bare value of an item that compares by its form alone.</param>
    /// <param name="now">When the item is judged.</param>
    public static bool? Passes(SignalScore score, Comparator? comparator, Threshold? threshold, SignalOutputType? output, DateTimeOffset now)
    {
        if (comparator == Comparator.IsUnavailable)
        {
            return false;
        }

        if (comparator is null || threshold is null)
        {
            return IsTruthy(score);
        }

        return Order(score, threshold, output, now) is { } order ? Holds(comparator.Value, order) : null;
    }

    /// <summary>The place of a text in an ordered list; −1 when absent.</summary>
    public static int PlaceOf(SignalScore value, IReadOnlyList<SignalScore> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] == value)
            {
                return i;
            }
        }

        return -1;
    }

    private static int? Order(SignalScore score, Threshold threshold, SignalOutputType? output, DateTimeOffset now)
    {
        switch (score.Kind)
        {
            case SignalScoreKind.Boolean:
                return threshold.Boolean is { } boolean ? score.AsBoolean().CompareTo(boolean) : null;
            case SignalScoreKind.Number:
                return threshold.Number is { } number ? score.AsNumber().CompareTo(number) : null;
            case SignalScoreKind.Text when output is { ScalarType: ScalarType.Datetime, EnumValues: null }:
                return IsoDate.TryNormalize(score.AsText(), out var instant) && threshold.InstantAt(now) is { } limit ? string.CompareOrdinal(instant, limit) : null;
            case SignalScoreKind.Text when threshold.Given.Kind == SignalScoreKind.Number:
                return Threshold.AsNumber(score) is { } numeric ? numeric.CompareTo(threshold.Given.AsNumber()) : null;
            case SignalScoreKind.Text when output is { IsOrdered: true, EnumValues: { } values }:
                var (left, right) = (PlaceOf(score, values), PlaceOf(threshold.Given, values));
                return left < 0 || right < 0 ? null : left.CompareTo(right);
            case SignalScoreKind.Text:
                return string.CompareOrdinal(score.AsText(), threshold.Text);
            default:
                return null;
        }
    }

    private static bool Holds(Comparator comparator, int order) => comparator switch
    {
        Comparator.Equals => order == 0,
        Comparator.NotEqualTo => order != 0,
        Comparator.LessThan => order < 0,
        Comparator.LessThanOrEquals => order <= 0,
        Comparator.GreaterThan => order > 0,
        Comparator.GreaterThanOrEquals => order >= 0,
        _ => throw new ArgumentOutOfRangeException(nameof(comparator), comparator, "Not a comparison."),
    };

    private static bool IsTruthy(SignalScore score) => score.Kind switch
    {
        SignalScoreKind.Boolean => score.AsBoolean(),
        SignalScoreKind.Number => score.AsNumber() != 0,
        _ => score.ToString().Length > 0,
    };
}
