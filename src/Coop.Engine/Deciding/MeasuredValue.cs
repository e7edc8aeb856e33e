using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Engine.Deciding;

/// <summary>What became of one value of a measurement.</summary>
/// <param name="ElapsedTicks">How long the signal took, in ticks of a <see cref="TimeSpan"/>; negative when none was run.</param>
/// <param name="IsInstant">True for a bare date and time, which compares as an instant.</param>
internal readonly record struct MeasuredValue(SignalOutcome Outcome, long ElapsedTicks, bool IsInstant)
{
    public const long NoSignal = -1;

    private static readonly SignalOutputType Instant = SignalOutputType.Of(ScalarType.Datetime);

    public TimeSpan? Elapsed => ElapsedTicks < 0 ? null : TimeSpan.FromTicks(ElapsedTicks);

    /// <summary>What a value is that is its own score; null when it compares by its form alone.</summary>
    public SignalOutputType? Bare => IsInstant ? Instant : null;

    public static MeasuredValue Without(SignalOutcome outcome) => new(outcome, NoSignal, false);

    public static MeasuredValue Of(ScalarValue value) => new(
        SignalOutcome.Scored(value.Type switch
        {
            ScalarType.Number => value.AsNumber(),
            ScalarType.Boolean => value.AsBoolean(),
            _ => value.ToString(),
        }),
        NoSignal,
        value.Type == ScalarType.Datetime);
}
