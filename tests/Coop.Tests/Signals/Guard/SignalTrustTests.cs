using System.Collections.Concurrent;
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
        var signals = new GuardedSignals { Log = new KeptSignalLog() };
        var (signal, neighbour) = (signals.Add(author), signals.Add(GuardedSignals.Scripted(_ => SignalResult.Scored(2), cost: 0)));
        await AskedAsync(signals, signal, neighbour);

        Assert.True(signals.Runner.TryRunPure(Call(signal), Token, out _, out var running));
        Assert.False(running!.IsCompleted);
        Assert.False(signals.Runner.TryRunPure(Call(signal), Token, out _, out _));
        Assert.True(signals.Runner.TryRunPure(Call(neighbour), Token, out _, out _));
        answer.SetResult(SignalResult.Scored(1));
        Assert.Equal(SignalOutcome.Scored(1), await running);
        Assert.Equal(1, author.Runs);
        Assert.Equal(["S: waits, seen with org"], await signals.AllSaidAsync());
    }

    [Fact]
    public async Task One_that_waits_for_ever_has_its_time_limit()
    {
        var signal = _signals.Add(GuardedSignals.Scripted((_, _) => new(new TaskCompletionSource<SignalResult>().Task), cost: 0));
        await AskedAsync(_signals, signal);
        Assert.True(_signals.Runner.TryRunPure(Call(signal), Token, out _, out var running));
        Assert.Equal(FailureKind.TimedOut, (await _signals.AdvanceUntilAsync(running!, SignalLimits.Default.Timeout)).Failure?.Kind);
    }

    [Fact]
    public async Task One_that_got_its_caller_stuck_is_distrusted_alone_and_trusted_anew_when_it_is_loaded_anew()
    {
        var author = GuardedSignals.Scripted(_ => SignalResult.Scored(1), cost: 0);
        var (signal, neighbour, reloaded) = (_signals.Add(author), _signals.Add(author), _signals.Add(author));
        await AskedAsync(_signals, signal, neighbour, reloaded);
        _signals.Runner.Distrust(signal, "org");
        Assert.False(_signals.Runner.TryRunPure(Call(signal), Token, out _, out _));
        Assert.Equal(SignalOutcome.Scored(1), await _signals.RunAsync(signal));
        Assert.True(_signals.Runner.TryRunPure(Call(neighbour), Token, out _, out _));
        Assert.True(_signals.Runner.TryRunPure(Call(reloaded), Token, out _, out _));
    }

    [Fact]
    public async Task One_that_hangs_is_held_against_the_organisation_it_hung_for_and_against_the_code_once_it_hung_for_three()
    {
        var signals = new GuardedSignals { Log = new KeptSignalLog() };
        var signal = signals.Add(GuardedSignals.Scripted(_ => SignalResult.Scored(1), cost: 0));
        foreach (var org in (string[])["org", "second", "other"])
        {
            Assert.True((await signals.Runner.GetAvailabilityAsync(signal, org, Token)).IsAvailable);
        }

        bool MayRun(string org) => signals.Runner.TryRunPure(new SignalCall(signal, GuardedSignals.Input(org)), Token, out _, out _);
        signals.Runner.Distrust(signal, "org");
        signals.Runner.Distrust(signal, "org");
        signals.Runner.Distrust(signal, "second");
        Assert.Equal((false, false, true), (MayRun("org"), MayRun("second"), MayRun("other")));
        signals.Runner.Distrust(signal, "third");
        Assert.False(MayRun("other"));
        signals.Runner.Distrust(signal, "fourth");
        // On none of the pool's threads either, though it was seen to give one back.
        signal.State.Returned();
        Assert.Equal((true, true), (signal.State.NeedsOwnThread("org"), signal.State.NeedsOwnThread("other")));
        Assert.Equal(["S: hangs for org", "S: hangs for second", "S: hangs for all"], await signals.AllSaidAsync());
    }

    [Fact]
    public async Task What_is_held_against_the_code_for_all_is_told_so_whether_it_hung_or_blocked()
    {
        var signals = new GuardedSignals { Log = new KeptSignalLog() };
        var signal = signals.Add(GuardedSignals.Scripted(_ =>
        {
            signals.Time.Advance(TimeSpan.FromSeconds(2));
            return SignalResult.Scored(1);
        }));
        await signals.RunAsync(signal, "org");
        await signals.RunAsync(signal, "second");
        signals.Runner.Distrust(signal, "third");

        Assert.True(signal.State.NeedsOwnThread("other"));
        Assert.Equal(["S: blocks for org, 2 s", "S: blocks for second, 2 s", "S: hangs for third", "S: blocks for all, 5 s"], await signals.AllSaidAsync());
    }

    [Fact]
    public async Task One_that_blocks_for_one_organisation_is_called_on_the_pool_for_the_others()
    {
        using var blocked = new ManualResetEventSlim();
        var pooled = new ConcurrentDictionary<string, bool>();
        var signal = _signals.Add(GuardedSignals.Scripted(input =>
        {
            pooled[input.OrgId] = Thread.CurrentThread.IsThreadPoolThread;
            if (input.Value!.Value.AsText() == "bad")
            {
                blocked.Wait(GuardedSignals.Patience, Token);
            }

            return SignalResult.Scored(1);
        }));
        await _signals.RunAsync(signal);
        try
        {
            await _signals.AdvanceUntilAsync(_signals.RunAsync(signal, "org", "bad"), SignalLimits.Default.Timeout);
            await _signals.RunAsync(signal, "org");
            await _signals.RunAsync(signal, "other");
            Assert.Equal((false, true), (pooled["org"], pooled["other"]));
        }
        finally
        {
            blocked.Set();
        }
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
        Assert.True(signal.IsPureFor("org"));
        await _signals.AdvanceUntilAsync(running, SignalLimits.Default.Timeout);
        Assert.False(signal.IsPureFor("org"));
        blocked.Set();
    }

    [Fact]
    public async Task The_fast_path_allocates_nothing()
    {
        var signal = _signals.Add(GuardedSignals.Scripted(_ => SignalResult.Scored(1, "matched", "Said."), cost: 0));
        await AskedAsync(_signals, signal);
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

    private static async Task AskedAsync(GuardedSignals world, params CatalogueSignal[] signals)
    {
        foreach (var signal in signals)
        {
            Assert.True((await world.Runner.GetAvailabilityAsync(signal, "org", Token)).IsAvailable);
        }
    }

    private static SignalCall Call(CatalogueSignal signal) => new(signal, GuardedSignals.Input());
}
