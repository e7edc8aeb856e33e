using Coop.Integrations;

namespace Coop.Server.Signals;

/// <param name="ScalarType">The type of the scores.</param>
/// <param name="Enum">The allowed scores; absent when any of the type will do.</param>
/// <param name="Ordered">Whether they go from least to most.</param>
internal sealed record OutputTypeView(ScalarType ScalarType, IReadOnlyList<object?>? Enum, bool? Ordered)
{
    public static OutputTypeView Of(SignalOutputType type) => type.EnumValues is { } values
        ? new(type.ScalarType, [.. values.Select(ThresholdsView.Plain)], type.IsOrdered)
        : new(type.ScalarType, null, null);
}

/// <param name="HighPrecisionThreshold">Fewer false positives.</param>
/// <param name="HighRecallThreshold">Fewer false negatives.</param>
internal sealed record ThresholdsView(object? HighPrecisionThreshold, object? HighRecallThreshold)
{
    public static ThresholdsView? Of(RecommendedThresholds? thresholds) =>
        thresholds is null ? null : new(Plain(thresholds.HighPrecision), Plain(thresholds.HighRecall));

    public static object? Plain(SignalScore score) => score.Kind switch
    {
        SignalScoreKind.Boolean => score.AsBoolean(),
        SignalScoreKind.Number => score.AsNumber(),
        SignalScoreKind.Text => score.AsText(),
        _ => null,
    };
}
