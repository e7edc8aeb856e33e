using Coop.Engine.Signals;
using Coop.Integrations;
using Coop.Tests.Support;

namespace Coop.Tests.Signals.Guard;

/// <summary>What comes of a call, through the door that everybody uses and through the fast one of pure computation alike.</summary>
public sealed class SignalRunnerTests
{
    private static readonly TimeSpan Limit = SignalLimits.Default.Timeout;

    private readonly GuardedSignals _signals = new();

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

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(WrongResults))]
    public async Task P16_a_result_that_breaks_the_declared_output_is_invalid(SignalOutputType output, SignalResult result) =>
        Assert.Equal(FailureKind.InvalidOutput, (await BothWaysAsync(new ScriptedSignal(ScriptedSignal.Describe("S", output), _ => result))).Failure?.Kind);

    [Theory]
    [InlineData(SignalErrorKind.Unavailable, FailureKind.Unavailable)]
    [InlineData(SignalErrorKind.BadCredential, FailureKind.BadCredential)]
    [InlineData(SignalErrorKind.OutOfScope, FailureKind.OutOfScope)]
    [InlineData(SignalErrorKind.Permanent, FailureKind.Refused)]
    public async Task An_exception_with_a_kind_keeps_it(SignalErrorKind thrown, FailureKind expected)
    {
        var failure = (await BothWaysAsync(Pure(_ => throw new SignalException(thrown, "no", TimeSpan.FromSeconds(3))))).Failure!;
        Assert.Equal((expected, "no", TimeSpan.FromSeconds(3)), (failure.Kind, failure.Reason, failure.RetryAfter));
    }

    [Fact]
    public async Task Any_other_exception_is_a_crash_with_its_type_on_one_line()
    {
        var failure = (await BothWaysAsync(Pure(_ => throw new InvalidOperationException("two\nlines")))).Failure!;
        Assert.Equal((FailureKind.Crashed, "InvalidOperationException: two lines"), (failure.Kind, failure.Reason));
        Assert.Equal(FailureKind.Crashed, (await BothWaysAsync(Pure(_ => throw new ProcessCrashedException("gone")))).Failure!.Kind);
        Assert.Equal(FailureKind.TimedOut, (await BothWaysAsync(Pure(_ => throw new TimeoutException("the vendor's limit")))).Failure!.Kind);
    }

    [Fact]
    public async Task An_exception_whose_own_message_throws_is_a_crash_like_any_other()
    {
        var failure = (await BothWaysAsync(Pure(_ => throw new SpitefulException()))).Failure!;
        Assert.Equal(FailureKind.Crashed, failure.Kind);
        Assert.StartsWith(nameof(SpitefulException), failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_input_of_another_type_is_refused_and_not_run()
    {
        var author = Pure(_ => SignalResult.Scored(1));
        var outcome = await BothWaysAsync(author, new SignalInput { OrgId = "org", SignalId = "S", Value = ScalarValue.Number(1) });
        Assert.Equal((FailureKind.Refused, 0), (outcome.Failure?.Kind, author.Runs));
        Assert.Contains("STRING", outcome.Failure!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_result_says_beside_its_score_is_bounded()
    {
        var outcome = await BothWaysAsync(Pure(_ => SignalResult.Scored(1, new string('m', 100_000), new string('d', 100_000))));

        Assert.InRange(outcome.MatchedValue!.Length, 1_000, 5_000);
        Assert.InRange(outcome.Detail!.Length, 100, 1_000);
    }

    [Fact]
    public async Task A_result_keeps_its_score_matched_value_and_detail_and_not_applicable_its_reason()
    {
        Assert.Equal(SignalOutcome.Scored(0.5, "m", "d"), await BothWaysAsync(Pure(_ => SignalResult.Scored(0.5, "m", "d"))));
        Assert.Equal(SignalOutcome.NotApplicable("short"), await BothWaysAsync(Pure(_ => SignalResult.NotApplicable("short"))));
    }

    [Fact]
    public async Task P15_a_run_that_ignores_its_token_is_abandoned_and_its_late_end_dropped()
    {
        var late = new TaskCompletionSource<SignalResult>();
        var began = new TaskCompletionSource<CancellationToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = _signals.RunAsync(_signals.Add(GuardedSignals.Scripted((_, token) =>
        {
            began.SetResult(token);
            return new ValueTask<SignalResult>(late.Task);
        })));
        var token = await began.Task.WaitAsync(GuardedSignals.Patience, Token);
        Assert.Equal(FailureKind.TimedOut, (await _signals.AdvanceUntilAsync(running, Limit)).Failure?.Kind);
        var told = new TaskCompletionSource();
        await using var registration = token.Register(told.SetResult);
        await told.Task.WaitAsync(GuardedSignals.Patience, Token);
        late.SetException(new InvalidOperationException("too late"));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(null)]
    public async Task O4_whatever_a_signal_says_of_its_cost_one_that_blocks_its_thread_does_not_hold_its_caller(double? cost)
    {
        using var blocked = new ManualResetEventSlim();
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = _signals.RunAsync(_signals.Add(GuardedSignals.Scripted(
            _ =>
            {
                began.SetResult();
                blocked.Wait(GuardedSignals.Patience, Token);
                return SignalResult.Scored(1);
            },
            cost)));
        await began.Task.WaitAsync(GuardedSignals.Patience, Token);
        Assert.Equal(FailureKind.TimedOut, (await _signals.AdvanceUntilAsync(running, Limit)).Failure?.Kind);
        blocked.Set();
    }

    [Fact]
    public async Task The_callers_cancellation_goes_on_as_it_came()
    {
        using var caller = new CancellationTokenSource();
        var signal = _signals.Add(GuardedSignals.Scripted(async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return default;
        }));
        var running = _signals.Runner.RunAsync(new SignalCall(signal, GuardedSignals.Input()), caller.Token).AsTask();
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(GuardedSignals.Patience, Token));
    }

    [Fact]
    public async Task A_process_of_its_own_and_a_cost_left_out_are_never_run_on_a_callers_thread()
    {
        Assert.False(_signals.Runner.TryRunPure(new SignalCall(_signals.Add(GuardedSignals.Scripted(_ => SignalResult.Scored(1))), GuardedSignals.Input()), Token, out _, out _));
        var author = GuardedSignals.Scripted(_ => SignalResult.Scored(1), cost: 0);
        var remote = new CatalogueSignal(author, author.Descriptor, GuardedSignals.Integration, "Scripted", SignalLimits.Default) { IsRemote = true };
        Assert.False(_signals.Runner.TryRunPure(new SignalCall(remote, GuardedSignals.Input()), Token, out _, out _));
        Assert.Equal(SignalOutcome.Scored(1), await _signals.RunAsync(remote));
    }

    /// <summary>The outcome, which must be the same whether it is run off or on the caller's thread.</summary>
    private async Task<SignalOutcome> BothWaysAsync(ScriptedSignal author, SignalInput? input = null)
    {
        input ??= GuardedSignals.Input();
        var pure = _signals.Add(author);
        // Availability is known once it was asked; only then may a caller's thread be used.
        await _signals.Runner.GetAvailabilityAsync(pure, input.OrgId, Token);
        Assert.True(_signals.Runner.TryRunPure(new SignalCall(pure, input), Token, out var here, out var running));
        var outcome = running is null ? here : await running;
        Assert.Equal(outcome, await _signals.RunAsync(_signals.Add(author), input));
        return outcome;
    }

    private static ScriptedSignal Pure(Func<SignalInput, SignalResult> run) => GuardedSignals.Scripted(run, cost: 0);

    private sealed class SpitefulException : Exception
    {
        public override string Message => throw new InvalidOperationException("not even this");
    }
}
