using System.Collections.Concurrent;
using Coop.Engine.Rules.Conditions;
using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Engine.Rules.Evaluation;

/// <summary>
/// The evaluation of one subject: what was measured so far. Shared by all its rules, so that the same signal on the same value is run once however
/// many conditions ask, and its answer, failures included, holds for all of them.
/// </summary>
internal sealed class EvaluationState : IDisposable
{
    private static readonly SignalOutputType Instant = SignalOutputType.Of(ScalarType.Datetime);

    private readonly ConcurrentDictionary<Measurement, Lazy<Task<Measured>>> _measured = new();
    private readonly ConcurrentDictionary<(SignalCall Call, ScalarValue Value, bool IsWholeItem), Lazy<Task<MeasuredValue>>> _values = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<SignalAvailability>>> _availability = new(StringComparer.Ordinal);
    private readonly EvaluationLimits _limits;
    private readonly TimeProvider _time;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _budget;
    private readonly CancellationTokenSource _ending;
    private readonly CancellationToken _end;
    private readonly SignalInputs _inputs;

    public EvaluationState(RulesetSource source, EvaluationSubject subject, EvaluationLimits limits, TimeProvider time, CancellationToken caller)
    {
        (Subject, _limits, _time, _caller) = (subject, limits, time, caller);
        _budget = new CancellationTokenSource(limits.ItemBudget, time);
        _ending = CancellationTokenSource.CreateLinkedTokenSource(_budget.Token, caller);
        _end = _ending.Token;
        _inputs = new SignalInputs(source, subject);
    }

    public EvaluationSubject Subject { get; }

    public Task<Measured> MeasureAsync(Measurement measurement) =>
        _measured.GetOrAdd(measurement, static (wanted, state) => new Lazy<Task<Measured>>(() => state.RunAsync(wanted)), this).Value;

    public void Dispose()
    {
        _ending.Dispose();
        _budget.Dispose();
    }

    private async Task<Measured> RunAsync(Measurement measurement)
    {
        if (measurement.Input is ConditionInput.Derived derived)
        {
            return Failed(FailureKind.Missing, $"No installed integration offers the derivation {derived.DerivationType}.");
        }

        var selection = Selection.Of(measurement.Input, Subject);
        if (!selection.IsProvided || selection.Values is { Count: 0 })
        {
            return new Measured(selection.IsProvided, []);
        }

        if (measurement.Call is not { } call)
        {
            return selection.IsWholeItem
                ? Failed(FailureKind.Refused, "A whole item can only be judged by a signal, and the condition names none.")
                : new Measured(true, [.. selection.Values!.Select(value => new MeasuredValue(SignalOutcome.Scored(ScoreOf(value)), Bare: value.Type == ScalarType.Datetime ? Instant : null))]);
        }

        if (await RefusalAsync(call).ConfigureAwait(false) is { } refusal)
        {
            return new Measured(true, [new MeasuredValue(refusal)]);
        }

        return new Measured(true, await RunAsync(call, selection).ConfigureAwait(false));
    }

    /// <summary>Why a signal is not run at all; null when it is.</summary>
    private async Task<SignalOutcome?> RefusalAsync(SignalCall call)
    {
        if (call.Signal is not { } signal)
        {
            return SignalOutcome.Failed(FailureKind.Missing, $"Signal not found. No active integration offers {call.SignalId}.");
        }

        if (signal.Descriptor.NeedsMatchingValues && call.MatchingValues is null)
        {
            return SignalOutcome.Failed(FailureKind.Refused, "Invalid matching values. The condition names none, or only banks that are gone or empty.");
        }

        var availability = await _availability.GetOrAdd(
            call.SignalId,
            static (_, asked) => new Lazy<Task<SignalAvailability>>(() => asked.State.AskAvailabilityAsync(asked.Signal)),
            (State: this, Signal: signal)).Value.ConfigureAwait(false);
        return availability.IsAvailable ? null : SignalOutcome.Failed(FailureKind.Disabled, availability.DisabledReason!);
    }

    private async Task<SignalAvailability> AskAvailabilityAsync(CatalogueSignal signal)
    {
        try
        {
            return await signal.GetAvailabilityAsync(_inputs.OrgId, _end).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!_caller.IsCancellationRequested)
        {
            return SignalAvailability.Disabled(BudgetReason);
        }
    }

    private async Task<IReadOnlyList<MeasuredValue>> RunAsync(SignalCall call, Selection selection)
    {
        if (selection.IsWholeItem)
        {
            return [await RunAsync(call, default, true).ConfigureAwait(false)];
        }

        var values = selection.Values!;
        var outcomes = new Task<MeasuredValue>[values.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (i >= _limits.ParallelValues)
            {
                await outcomes[i - _limits.ParallelValues].ConfigureAwait(false);
            }

            outcomes[i] = RunAsync(call, values[i], false);
        }

        return await Task.WhenAll(outcomes).ConfigureAwait(false);
    }

    private Task<MeasuredValue> RunAsync(SignalCall call, ScalarValue value, bool isWholeItem) =>
        _values.GetOrAdd((call, value, isWholeItem), static (key, state) => new Lazy<Task<MeasuredValue>>(() => state.CallAsync(key.Call, key.Value, key.IsWholeItem)), this).Value;

    private async Task<MeasuredValue> CallAsync(SignalCall call, ScalarValue value, bool isWholeItem)
    {
        var started = _time.GetTimestamp();
        SignalOutcome outcome;
        try
        {
            if (!call.Signal!.IsRemote && Naming.Current is { } told)
            {
                await told(Naming.Of(call.Signal), _end).ConfigureAwait(false);
            }

            outcome = await call.Signal!.RunAsync(_inputs.For(call, value, isWholeItem), _end).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!_caller.IsCancellationRequested)
        {
            outcome = SignalOutcome.Failed(FailureKind.TimedOut, BudgetReason);
        }

        return new MeasuredValue(outcome, _time.GetElapsedTime(started));
    }

    private string BudgetReason => $"The item's time limit of {_limits.ItemBudget.TotalSeconds:0.###} s was used up.";

    private static Measured Failed(FailureKind kind, string reason) => new(true, [new MeasuredValue(SignalOutcome.Failed(kind, reason))]);

    private static SignalScore ScoreOf(ScalarValue value) => value.Type switch
    {
        ScalarType.Number => value.AsNumber(),
        ScalarType.Boolean => value.AsBoolean(),
        _ => value.ToString(),
    };
}
