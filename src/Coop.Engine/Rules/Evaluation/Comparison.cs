using System.Globalization;
using Coop.Engine.Items;
using Coop.Engine.Rules.Conditions;
using Coop.Integrations;

namespace Coop.Engine.Rules.Evaluation;

/// <summary>
/// A score against a threshold. What cannot be compared, such as a text without a number in it against a number, has no answer: unknown, not false.
/// </summary>
internal static class Comparison
{
    /// <summary>Null when the two cannot be compared.</summary>
    /// <param name="output">What the score is; null for a bare value of an item that compares by its form alone.</param>
    public static bool? Passes(SignalScore score, Comparator? comparator, SignalScore? threshold, SignalOutputType? output)
    {
        if (comparator == Comparator.IsUnavailable)
        {
            return false;
        }

        if (comparator is null || threshold is not { Kind: not SignalScoreKind.None } given)
        {
            return IsTruthy(score);
        }

        return Order(score, given, output) is { } order ? Holds(comparator.Value, order) : null;
    }

    /// <summary>A threshold as a boolean; null when it is none.</summary>
    public static bool? AsBoolean(SignalScore threshold) => threshold.Kind switch
    {
        SignalScoreKind.Boolean => threshold.AsBoolean(),
        SignalScoreKind.Number => threshold.AsNumber() != 0,
        _ => threshold.AsText().Trim().ToLowerInvariant() switch
        {
            "true" or "1" => true,
            "false" or "0" or "" => false,
            _ => null,
        },
    };

    /// <summary>A threshold, or a text score, as a number; null when it is none.</summary>
    public static double? AsNumber(SignalScore value) => value.Kind switch
    {
        SignalScoreKind.Number => value.AsNumber(),
        SignalScoreKind.Text when double.TryParse(value.AsText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        _ => null,
    };

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

    private static int? Order(SignalScore score, SignalScore threshold, SignalOutputType? output)
    {
        switch (score.Kind)
        {
            case SignalScoreKind.Boolean:
                return AsBoolean(threshold) is { } boolean ? score.AsBoolean().CompareTo(boolean) : null;
            case SignalScoreKind.Number:
                return AsNumber(threshold) is { } number ? score.AsNumber().CompareTo(number) : null;
            case SignalScoreKind.Text when output is { ScalarType: ScalarType.Datetime, EnumValues: null }:
                return IsoDate.TryNormalize(score.AsText(), out var instant) && IsoDate.TryNormalize(threshold.ToString(), out var limit) ? string.CompareOrdinal(instant, limit) : null;
            case SignalScoreKind.Text when threshold.Kind == SignalScoreKind.Number:
                return AsNumber(score) is { } numeric ? numeric.CompareTo(threshold.AsNumber()) : null;
            case SignalScoreKind.Text when output is { IsOrdered: true, EnumValues: { } values }:
                var (left, right) = (PlaceOf(score, values), PlaceOf(threshold, values));
                return left < 0 || right < 0 ? null : left.CompareTo(right);
            case SignalScoreKind.Text:
                return string.CompareOrdinal(score.AsText(), threshold.ToString());
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
