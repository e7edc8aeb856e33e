using Coop.Engine.Signals;
using Coop.Integrations;
using Coop.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Coop.Tests.Signals;

public class SignalBoundaryTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();

    public static TheoryData<SignalOutputType, SignalResult> WrongResults => new()
    {
        { SignalOutputType.Number, default },
        { SignalOutputType.Number, SignalResult.Scored(true) },
        { SignalOutputType.Number, SignalResult.Scored(double.NaN) },
        { SignalOutputType.Number, SignalResult.Scored(double.PositiveInfinity) },
        { SignalOutputType.Boolean, SignalResult.Scored("true") },
        { SignalOutputType.Enum(true, "LOW", "HIGH"), SignalResult.Scored("MEDIUM") },
        { SignalOutputType.Text, SignalResult.Scored(1) },
    };

    [Theory]
    [MemberData(nameof(WrongResults))]
    public async Task P16_a_result_that_breaks_the_declared_output_is_invalid(SignalOutputType output, SignalResult result) =>
        Assert.Equal(FailureKind.InvalidOutput, (await RunAsync(new ScriptedSignal(ScriptedSignal.Describe("S", output), _ => result))).Failure?.Kind);

    [Theory]
    [InlineData(SignalErrorKind.Unavailable, FailureKind.Unavailable)]
    [InlineData(SignalErrorKind.BadCredential, FailureKind.BadCredential)]
    [InlineData(SignalErrorKind.OutOfScope, FailureKind.OutOfScope)]
    [InlineData(SignalErrorKind.Permanent, FailureKind.Refused)]
    public async Task An_exception_with_a_kind_keeps_it(SignalErrorKind thrown, FailureKind expected)
    {
        var failure = (await RunAsync(Number(_ => throw new SignalException(thrown, "no", TimeSpan.FromSeconds(3))))).Failure!;
        Assert.Equal((expected, "no", TimeSpan.FromSeconds(3)), (failure.Kind, failure.Reason, failure.RetryAfter));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Any_other_exception_is_a_crash_with_its_type_on_one_line(double cost)
    {
        var failure = (await RunAsync(Number(_ => throw new InvalidOperationException("two\nlines"), cost))).Failure!;
        Assert.Equal((FailureKind.Crashed, "InvalidOperationException: two lines"), (failure.Kind, failure.Reason));
        Assert.Equal(FailureKind.Crashed, (await RunAsync(Number(_ => throw new ProcessCrashedException("gone"), cost))).Failure!.Kind);
    }

    [Fact]
    public async Task P15_a_run_that_ignores_its_token_is_abandoned_and_its_late_end_dropped()
    {
        var late = new TaskCompletionSource<SignalResult>();
        var token = CancellationToken.None;
        var signal = new ScriptedSignal(ScriptedSignal.Describe("S", SignalOutputType.Number), (_, given) =>
        {
            token = given;
            return new ValueTask<SignalResult>(late.Task);
        });
        var running = RunAsync(signal).AsTask();
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(FailureKind.TimedOut, (await running.WaitAsync(Guard, TestContext.Current.CancellationToken)).Failure?.Kind);
        Assert.True(token.IsCancellationRequested);
        late.SetException(new InvalidOperationException("too late"));
    }

    [Fact]
    public async Task A_costly_signal_that_blocks_its_thread_does_not_hold_its_caller()
    {
        using var blocked = new ManualResetEventSlim();
        var running = RunAsync(Number(
            _ =>
            {
                blocked.Wait(Guard);
                return SignalResult.Scored(1);
            },
            cost: 1)).AsTask();
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(FailureKind.TimedOut, (await running.WaitAsync(Guard, TestContext.Current.CancellationToken)).Failure?.Kind);
        blocked.Set();
    }

    [Fact]
    public async Task The_callers_cancellation_goes_on_as_it_came()
    {
        using var caller = new CancellationTokenSource();
        var running = SignalBoundary.RunAsync(
            new ScriptedSignal(ScriptedSignal.Describe("S", SignalOutputType.Number), async (_, token) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
                return default;
            }),
            ScriptedSignal.Describe("S", SignalOutputType.Number),
            Input(),
            new SignalCalling(TimeSpan.FromSeconds(5), false, _time),
            caller.Token).AsTask();
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(Guard, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_input_of_another_type_is_refused_and_not_run()
    {
        var signal = Number(_ => SignalResult.Scored(1));
        var outcome = await RunAsync(signal, Input(ScalarValue.Number(1)));
        Assert.Equal((FailureKind.Refused, 0), (outcome.Failure?.Kind, signal.Runs));
        Assert.Contains("STRING", outcome.Failure!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_result_says_beside_its_score_is_bounded()
    {
        var outcome = await RunAsync(Number(_ => SignalResult.Scored(1, new string('m', 100_000), new string('d', 100_000))));

        Assert.InRange(outcome.MatchedValue!.Length, 1_000, 5_000);
        Assert.InRange(outcome.Detail!.Length, 100, 1_000);
    }

    [Fact]
    public async Task A_result_keeps_its_score_matched_value_and_detail_and_not_applicable_its_reason()
    {
        Assert.Equal(SignalOutcome.Scored(0.5, "m", "d"), await RunAsync(Number(_ => SignalResult.Scored(0.5, "m", "d"))));
        Assert.Equal(SignalOutcome.NotApplicable("short"), await RunAsync(Number(_ => SignalResult.NotApplicable("short"))));
    }

    [Fact]
    public async Task P17_an_availability_that_throws_or_hangs_is_disabled_with_the_reason()
    {
        var descriptor = ScriptedSignal.Describe("S", SignalOutputType.Number);
        var throws = new ScriptedSignal(descriptor, _ => default) { Availability = _ => throw new InvalidOperationException("no") };
        Assert.Contains("no", (await SignalBoundary.GetAvailabilityAsync(throws, descriptor, "o", new SignalCalling(Guard, false, _time), TestContext.Current.CancellationToken)).DisabledReason, StringComparison.Ordinal);
        var hangs = new ScriptedSignal(descriptor, _ => default) { Availability = _ => new ValueTask<SignalAvailability>(new TaskCompletionSource<SignalAvailability>().Task) };
        var asking = SignalBoundary.GetAvailabilityAsync(hangs, descriptor, "o", new SignalCalling(TimeSpan.FromSeconds(5), false, _time), TestContext.Current.CancellationToken).AsTask();
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.False((await asking.WaitAsync(Guard, TestContext.Current.CancellationToken)).IsAvailable);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task An_exception_whose_own_message_throws_is_a_crash_like_any_other(double cost)
    {
        var failure = (await RunAsync(Number(_ => throw new SpitefulException(), cost))).Failure!;
        Assert.Equal(FailureKind.Crashed, failure.Kind);
        Assert.StartsWith(nameof(SpitefulException), failure.Reason, StringComparison.Ordinal);
    }

    private static ScriptedSignal Number(Func<SignalInput, SignalResult> run, double cost = 0) =>
        new(ScriptedSignal.Describe("S", SignalOutputType.Number) with { Cost = cost }, run);

    private static SignalInput Input(ScalarValue? value = null) => new() { OrgId = "o", SignalId = "S", Value = value ?? ScalarValue.Text("x") };

    private ValueTask<SignalOutcome> RunAsync(ScriptedSignal signal, SignalInput? input = null) =>
        SignalBoundary.RunAsync(signal, signal.Descriptor, input ?? Input(), new SignalCalling(TimeSpan.FromSeconds(5), signal.Descriptor.Cost is not 0, _time), TestContext.Current.CancellationToken);

    private sealed class SpitefulException : Exception
    {
        public override string Message => throw new InvalidOperationException("not even this");
    }
}
