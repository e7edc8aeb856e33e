using Coop.Engine.Signals;
using Coop.Engine.Signals.Guard;
using Coop.Integrations;

namespace Coop.Tests.Signals.Guard;

/// <summary>Who waits behind a slow integration: its organisation's own calls, and nobody else.</summary>
public sealed class BulkheadTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_organisations_slow_calls_hold_up_no_other_organisation_and_no_other_integration()
    {
        var signals = new GuardedSignals { Limits = new SignalLimits { AtOnce = 2, MostWaiting = 1 } };
        var answer = new TaskCompletionSource();
        var slow = signals.Add(GuardedSignals.Scripted(async (input, _) =>
        {
            if (input.OrgId == "org")
            {
                await answer.Task;
            }

            return SignalResult.Scored(1);
        }));
        await SeenToReturnAsync(signals, slow);

        var inside = new[] { signals.RunAsync(slow), signals.RunAsync(slow) };
        var waits = signals.RunAsync(slow);
        Assert.Equal(SignalOutcome.Scored(1), await signals.RunAsync(slow, "other"));
        var another = GuardedSignals.Scripted(_ => SignalResult.Scored(2));
        Assert.Equal(
            SignalOutcome.Scored(2), await signals.RunAsync(new CatalogueSignal(another, another.Descriptor, "ANOTHER", "Another", signals.Limits)));

        var refused = await signals.RunAsync(slow);
        Assert.Equal(FailureKind.Unavailable, refused.Failure?.Kind);
        Assert.Equal("Scripted is too slow for what is asked of it: 2 calls for this organisation are running and 1 more wait.", refused.Failure!.Reason);
        answer.SetResult();
        Assert.All(await Task.WhenAll([.. inside, waits]), outcome => Assert.Equal(SignalOutcome.Scored(1), outcome));
    }

    [Fact]
    public async Task A_wait_ends_with_the_time_limit_and_says_what_it_waited_for()
    {
        var signals = new GuardedSignals { Limits = new SignalLimits { AtOnce = 1 } };
        var signal = signals.Add(GuardedSignals.Scripted(_ => SignalResult.Scored(1)));
        var bulkhead = new Bulkhead(signals.Time);
        var (place, _) = await bulkhead.EnterAsync(signal, "org", onThread: false, Token);
        Assert.NotNull(place);

        var waits = bulkhead.EnterAsync(signal, "org", onThread: false, Token).AsTask();
        signals.Time.Advance(signals.Limits.Timeout);
        var (none, refusal) = await waits.WaitAsync(GuardedSignals.Patience, Token);
        Assert.Null(none);
        Assert.Equal(
            (FailureKind.TimedOut, "It did not get its turn within 5 s: 1 calls of Scripted for this organisation were running all the time."),
            (refusal.Failure!.Kind, refusal.Failure.Reason));
        place.Dispose();
        Assert.NotNull((await bulkhead.EnterAsync(signal, "org", onThread: false, Token)).Place);
    }

    [Fact]
    public async Task A_wait_ends_when_its_caller_leaves_and_the_next_in_line_has_the_place()
    {
        var signals = new GuardedSignals { Limits = new SignalLimits { AtOnce = 1 } };
        var answers = new Queue<Task>([Task.CompletedTask]);
        var signal = signals.Add(GuardedSignals.Scripted(async (_, _) =>
        {
            await answers.Dequeue();
            return SignalResult.Scored(1);
        }));
        await SeenToReturnAsync(signals, signal);
        var answer = new TaskCompletionSource();
        answers.Enqueue(answer.Task);
        answers.Enqueue(Task.CompletedTask);

        var inside = signals.RunAsync(signal);
        using var leaves = new CancellationTokenSource();
        var left = signals.Runner.RunAsync(new SignalCall(signal, GuardedSignals.Input()), leaves.Token).AsTask();
        var next = signals.RunAsync(signal);
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        answer.SetResult();
        Assert.All(await Task.WhenAll(inside, next), outcome => Assert.Equal(SignalOutcome.Scored(1), outcome));
    }

    [Fact]
    public async Task O4_a_signal_that_blocks_takes_a_few_threads_of_its_own_and_none_of_anybody_elses()
    {
        var signals = new GuardedSignals { Limits = new SignalLimits { ThreadsAtOnce = 2 } };
        using var blocked = new ManualResetEventSlim();
        var inside = 0;
        var pooled = 0;
        var blocker = signals.Add(GuardedSignals.Scripted(
            _ =>
            {
                Interlocked.Increment(ref inside);
                Interlocked.Add(ref pooled, Thread.CurrentThread.IsThreadPoolThread ? 1 : 0);
                blocked.Wait(GuardedSignals.Patience, Token);
                return SignalResult.Scored(1);
            },
            id: "BLOCKER"));
        var neighbour = signals.Add(GuardedSignals.Scripted(_ => SignalResult.Scored(2), id: "NEIGHBOUR"));

        var calls = Enumerable.Range(0, 50).Select(_ => signals.RunAsync(blocker)).ToList();
        Assert.Equal(SignalOutcome.Scored(2), await signals.RunAsync(neighbour));
        await signals.AdvanceUntilAsync(Task.WhenAll(calls), signals.Limits.Timeout);
        Assert.All(calls, call => Assert.Equal(FailureKind.TimedOut, call.Result.Failure?.Kind));
        // The places of those whose time is over are still taken: their threads are.
        Assert.Equal((2, 0), (Volatile.Read(ref inside), Volatile.Read(ref pooled)));
        Assert.Equal(SignalOutcome.Scored(2), await signals.RunAsync(neighbour));
        blocked.Set();
        Assert.Equal(SignalOutcome.Scored(1), await signals.RunAsync(blocker));
    }

    [Fact]
    public async Task Threads_that_hang_in_code_are_not_held_against_the_code_that_is_loaded_in_its_place()
    {
        var signals = new GuardedSignals { Limits = new SignalLimits { ThreadsAtOnce = 2 } };
        using var blocked = new ManualResetEventSlim();
        var hangs = signals.Add(GuardedSignals.Scripted(_ =>
        {
            blocked.Wait(Token);
            return SignalResult.Scored(1);
        }));
        var mended = signals.Add(GuardedSignals.Scripted(_ => SignalResult.Scored(2)));
        var calls = Enumerable.Range(0, 2).Select(_ => signals.RunAsync(hangs)).ToList();
        await signals.AdvanceUntilAsync(Task.WhenAll(calls), signals.Limits.Timeout);
        Assert.All(calls, call => Assert.Equal(FailureKind.TimedOut, call.Result.Failure?.Kind));

        Assert.Equal(SignalOutcome.Scored(2), await signals.RunAsync(mended));
        blocked.Set();
    }

    [Fact]
    public async Task Calls_that_do_not_end_are_not_held_against_the_code_that_is_loaded_in_its_place()
    {
        var signals = new GuardedSignals { Limits = new SignalLimits { AtOnce = 1 } };
        var (old, mended) = (signals.Add(GuardedSignals.Scripted(_ => SignalResult.Scored(1))), signals.Add(GuardedSignals.Scripted(_ => SignalResult.Scored(2))));
        var bulkhead = new Bulkhead(signals.Time);
        Assert.NotNull((await bulkhead.EnterAsync(old, "org", onThread: false, Token)).Place);

        var entering = bulkhead.EnterAsync(mended, "org", onThread: false, Token).AsTask();

        await signals.AdvanceUntilAsync(entering, signals.Limits.Timeout);
        Assert.NotNull((await entering).Place);
    }

    [Fact]
    public async Task Signals_that_were_loaded_together_have_the_same_places_for_their_calls_and_threads_of_their_own()
    {
        var signals = new GuardedSignals { Limits = new SignalLimits { AtOnce = 1, ThreadsAtOnce = 1, MostWaiting = 0 } };
        var (one, places) = (GuardedSignals.Scripted(_ => SignalResult.Scored(1)), new OrgPlaces());
        CatalogueSignal[] both = [.. new[] { one, one }.Select(signal => new CatalogueSignal(signal, signal.Descriptor, "ID", "Title", signals.Limits) { Places = places })];
        var bulkhead = new Bulkhead(signals.Time);

        Assert.NotNull((await bulkhead.EnterAsync(both[0], "org", onThread: false, Token)).Place);
        Assert.Null((await bulkhead.EnterAsync(both[1], "org", onThread: false, Token)).Place);
        Assert.NotNull((await bulkhead.EnterAsync(both[0], "org", onThread: true, Token)).Place);
        Assert.NotNull((await bulkhead.EnterAsync(both[1], "org", onThread: true, Token)).Place);
        Assert.Null((await bulkhead.EnterAsync(both[1], "org", onThread: true, Token)).Place);
    }

    /// <summary>From then on its calls are made on the pool, and no longer a few at a time.</summary>
    private static async Task SeenToReturnAsync(GuardedSignals signals, CatalogueSignal signal)
    {
        await signals.RunAsync(signal, "first");
        Assert.False(signal.State.NeedsOwnThread("org"));
    }
}
