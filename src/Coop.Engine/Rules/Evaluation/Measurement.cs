using Coop.Engine.Rules.Conditions;
using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Engine.Rules.Evaluation;

/// <summary>An input and the signal to run on it. Leaves of different rules that measure the same share one instance and so one run.</summary>
internal sealed class Measurement(ConditionInput input, SignalCall? call)
{
    public ConditionInput Input { get; } = input;

    /// <summary>Null when the value itself is the score.</summary>
    public SignalCall? Call { get; } = call;

    /// <summary>Infinite for what cannot be run: it comes last.</summary>
    public double Cost { get; } = (call, input) switch
    {
        (_, ConditionInput.Derived) => double.PositiveInfinity,
        (null, _) => 0,
        _ => call.Signal?.Descriptor.Cost ?? double.PositiveInfinity,
    };
}

/// <summary>What a measurement gave for one subject.</summary>
/// <param name="IsProvided">Whether the input selected anything.</param>
/// <param name="Values">An outcome for each selected value; empty when there are none.</param>
internal sealed record Measured(bool IsProvided, IReadOnlyList<MeasuredValue> Values);

/// <param name="Elapsed">How long the signal took; null when none was run.</param>
/// <param name="Bare">What a value is that is its own score; null when a signal judged it.</param>
internal readonly record struct MeasuredValue(SignalOutcome Outcome, TimeSpan? Elapsed = null, SignalOutputType? Bare = null);
