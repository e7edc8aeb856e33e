using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Tests.Signals.Guard;

/// <summary>A cost of 0 is a promise. Who breaks it loses the trust, and nobody else.</summary>
public sealed class SignalTrustTests
{
    private readonly GuardedSignals _signals = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_waits_is_run_to_its_end_once_and_never_again_on_a_callers_thread()
    {
        var answer = new TaskCompletionSource<SignalResult>();
        var author = GuardedSignals.Scripted((_, _) => new(answer.Task), cost: 0);
        var (signal, neighbour) = (_signals.Add(author), _signals.Add(GuardedSignals.Scripted(_ => SignalResult.Scored(2), cost: 0)));
        await AskedAsync(signal, neighbour);

        Assert.True(_signals.Runner.TryRunPure(Call(signal), Token, out _, out var running));
        Assert.False(running!.IsCompleted);
        Assert.False(_signals.Runner.TryRunPure(Call(signal), Token, out _, out _));
        Assert.True(_signals.Runner.TryRunPure(Call(neighbour), Token, out _, out _));
        answer.SetResult(SignalResult.Scored(1));
        Assert.Equal(SignalOutcome.Scored(1), await running);
        Assert.Equal(1, author.Runs);
    }

    [Fact]
    public async Task One_that_waits_for_ever_has_its_time_limit()
    {
        var signal = _signals.Add(GuardedSignals.Scripted((_, _) => new(new TaskCompletionSource<SignalResult>().Task), cost: 0));
        await AskedAsync(signal);
        Assert.True(_signals.Runner.TryRunPure(Call(signal), Token, out _, out var running));
        Assert.Equal(FailureKind.TimedOut, (await _signals.AdvanceUntilAsync(running!, SignalLimits.Default.Timeout)).Failure?.Kind);
    }

    [Fact]
    public async Task One_that_got_its_caller_stuck_is_distrusted_alone_and_trusted_anew_when_it_is_loaded_anew()
    {
        var author = GuardedSignals.Scripted(_ => SignalResult.Scored(1), cost: 0);
        var (signal, neighbour, reloaded) = (_signals.Add(author), _signals.Add(author), _signals.Add(author));
        await AskedAsync(signal, neighbour, reloaded);
        _signals.Runner.Distrust(signal);
        Assert.False(_signals.Runner.TryRunPure(Call(signal), Token, out _, out _));
        Assert.Equal(SignalOutcome.Scored(1), await _signals.RunAsync(signal));
        Assert.True(_signals.Runner.TryRunPure(Call(neighbour), Token, out _, out _));
        Assert.True(_signals.Runner.TryRunPure(Call(reloaded), Token, out _, out _));
    }

    [Fact]
    public async Task One_that_blocks_when_it_is_tried_loses_its_trust_before_a_rule_runs_it()
    {
        using var blocked = new ManualResetEventSlim();
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var signal = _signals.Add(GuardedSignals.Scripted(
            _ =>
            {
                began.SetResult();
                blocked.Wait(GuardedSignals.Patience, Token);
                return SignalResult.Scored(1);
            },
            cost: 0));
        var running = _signals.RunAsync(signal);
        await began.Task.WaitAsync(GuardedSignals.Patience, Token);
        Assert.True(signal.IsPure);
        await _signals.AdvanceUntilAsync(running, SignalLimits.Default.Timeout);
        Assert.False(signal.IsPure);
        blocked.Set();
    }

    [Fact]
    public async Task The_fast_path_allocates_nothing()
    {
        var signal = _signals.Add(GuardedSignals.Scripted(_ => SignalResult.Scored(1, "matched", "Said."), cost: 0));
        await AskedAsync(signal);
        var call = Call(signal);
        long Measure()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1_000; i++)
            {
                _signals.Runner.TryRunPure(call, CancellationToken.None, out _, out _);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Measure();
        Assert.Equal(0, Measure());
    }

    private async Task AskedAsync(params CatalogueSignal[] signals)
    {
        foreach (var signal in signals)
        {
            Assert.True((await _signals.Runner.GetAvailabilityAsync(signal, "org", Token)).IsAvailable);
        }
    }

    private static SignalCall Call(CatalogueSignal signal) => new(signal, GuardedSignals.Input());
}
