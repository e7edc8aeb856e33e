using Coop.Engine;
using Coop.Engine.Signals;
using Coop.Engine.Signals.Guard;
using Coop.Integrations;
using Coop.Tests.Support;

namespace Coop.Tests.Signals.Guard;

/// <summary>The time limit of a call that has to wait for a thread.</summary>
public sealed class GuardedCallTests
{
    private readonly GuardedSignals _signals = new();
    private readonly StarvedPool _pool = new();
    private readonly ScriptedRuns _runs = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_time_begins_with_the_authors_code_and_no_signal_is_a_blocker_for_a_pool_without_threads()
    {
        var (signal, call) = Call(Token);
        _signals.Time.Advance(SignalLimits.Default.Timeout * 3);
        Assert.False(call.IsCompleted);
        _pool.Give();
        Assert.Equal(1, (await call).Result);
        Assert.True(signal.IsPureFor("org"));
        Assert.False(signal.State.NeedsOwnThread("org"));
    }

    [Fact]
    public async Task Whoever_leaves_before_there_was_a_thread_waits_no_longer_and_the_authors_code_is_not_begun()
    {
        using var item = new CancellationTokenSource();
        var (signal, call) = Call(item.Token);
        await item.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        _pool.Give();
        Assert.Equal(0, _runs.Count);
        Assert.True(signal.IsPureFor("org"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_system_without_threads_costs_the_call_its_answer_says_so_once_and_takes_no_place(bool apart)
    {
        var (log, threads) = (new KeptSignalLog(), new NoThreads());
        var sayings = new Sayings<ISignalLog>(log);
        var signals = new GuardedSignals { Limits = new SignalLimits { ThreadsAtOnce = 1 } };
        var signal = signals.Add(GuardedSignals.Scripted(_ => SignalResult.Scored(1), cost: 0));
        var guarded = new GuardedCall(new Bulkhead(signals.Time), signals.Time, new AuthorThreads(threads, threads), sayings);
        var (set, list) = Late(signal, "list");
        async Task<Called<int>> CallAsync() => apart
            ? await guarded.RunApartAsync(signal, "org", set, list, _ => new ValueTask<int>(_runs.Next()), Token)
            : await guarded.RunAsync(signal, "org", _ => new ValueTask<int>(_runs.Next()), Token);

        foreach (var failed in (Called<int>[])[await CallAsync(), await CallAsync()])
        {
            Assert.Equal(FailureKind.Unavailable, failed.Failure?.Failure?.Kind);
            Assert.Equal(
                "The system gave no thread for the call (InsufficientMemoryException: No thread can be started.). Nothing was asked of the integration. Give the server more memory, or let it have more threads.",
                failed.Failure!.Value.Failure!.Reason);
        }

        Assert.Equal(0, _runs.Count);
        Assert.StartsWith("S: no thread for org: The system gave no thread", Assert.Single(await log.AllSaidAsync(sayings)), StringComparison.Ordinal);
        threads.Give();
        Assert.Equal(1, (await CallAsync().WaitAsync(GuardedSignals.Patience, Token)).Result);
        Assert.True(signal.IsPureFor("org"));
    }

    [Fact]
    public async Task A_list_that_hangs_takes_two_threads_all_of_an_organisation_as_many_as_any_signal_and_when_all_hang_nobody_waits_for_them()
    {
        using var blocked = new ManualResetEventSlim();
        var inside = 0;
        var signal = _signals.Add(GuardedSignals.Scripted(_ => SignalResult.Scored(1), cost: 0));
        signal.State.Returned();
        var guarded = new GuardedCall(new Bulkhead(_signals.Time), _signals.Time, AuthorThreads.OfSystem, null);
        Task<Called<int>> HangAsync((MatchingValues Set, LateList List) late) => guarded.RunApartAsync(signal, "org", late.Set, late.List, _ => new ValueTask<int>(Block()), Token).AsTask();
        int Block()
        {
            Interlocked.Increment(ref inside);
            blocked.Wait(GuardedSignals.Patience, Token);
            return 1;
        }

        (MatchingValues Set, LateList List)[] lists = [.. Enumerable.Range(0, 5).Select(each => Late(signal, $"list {each}"))];
        var calls = lists.SelectMany(list => Enumerable.Range(0, 5).Select(_ => HangAsync(list))).ToList();
        await _signals.AdvanceUntilAsync(Task.WhenAll(calls), TimeSpan.FromSeconds(1));
        // Of the fifth, two have what a list may have, and wait for a thread until it is known that nobody gives one back.
        Assert.All(calls[..20], call => Assert.Equal(FailureKind.TimedOut, call.Result.Failure?.Failure?.Kind));
        Assert.Equal(2, calls[20..].Count(call => call.Result.Failure?.Failure is { Kind: FailureKind.Unavailable } refused && refused.Reason.StartsWith("Not asked: all 8 threads", StringComparison.Ordinal)));
        Assert.Equal(FailureKind.Unavailable, (await HangAsync(lists[4])).Failure?.Failure?.Kind);
        Assert.Equal(SignalLimits.Default.ThreadsAtOnce, Volatile.Read(ref inside));
        Assert.Equal(4, lists.Count(late => late.List.Hangs));
        Assert.Equal((true, false), (signal.IsPureFor("org"), signal.State.NeedsOwnThread("org")));

        Assert.Equal(1, (await guarded.RunAsync(signal, "org", _ => new ValueTask<int>(1), Token)).Result);
        Assert.Equal(1, (await guarded.RunApartAsync(signal, "other", lists[4].Set, new LateList(), _ => new ValueTask<int>(1), Token)).Result);
        blocked.Set();
        while ((await guarded.RunApartAsync(signal, "org", lists[0].Set, lists[0].List, _ => new ValueTask<int>(1), Token)).Failure is not null)
        {
            await Task.Yield();
        }
    }

    [Fact]
    public async Task A_list_that_hangs_is_known_for_it_though_its_caller_has_long_left()
    {
        var signal = _signals.Add(GuardedSignals.Scripted(_ => SignalResult.Scored(1), cost: 0));
        var guarded = new GuardedCall(new Bulkhead(_signals.Time), _signals.Time, AuthorThreads.OfSystem, null);
        var (set, list) = Late(signal, "list");
        await HangWithoutCallerAsync(
            (call, caller) => guarded.RunApartAsync(signal, "org", set, list, call, caller),
            async () =>
            {
                Assert.False(list.Hangs);
                await PassUntilAsync(() => list.Hangs);
            });
    }

    [Fact]
    public async Task A_signal_that_hangs_is_known_for_it_though_its_caller_has_long_left()
    {
        var log = new KeptSignalLog();
        var sayings = new Sayings<ISignalLog>(log);
        var signal = _signals.Add(GuardedSignals.Scripted(_ => SignalResult.Scored(1)));
        signal.State.Returned();
        var guarded = new GuardedCall(new Bulkhead(_signals.Time), _signals.Time, AuthorThreads.OfSystem, sayings);
        await HangWithoutCallerAsync(
            (call, caller) => guarded.RunAsync(signal, "org", call, caller),
            async () =>
            {
                Assert.False(signal.State.NeedsOwnThread("org"));
                await PassUntilAsync(() => log.Said.Count > 0);
                Assert.True(signal.State.NeedsOwnThread("org"));
                Assert.Equal(["S: hangs for org"], await log.AllSaidAsync(sayings));
            });
    }

    [Fact]
    public async Task Code_that_keeps_its_thread_for_longer_than_computing_takes_is_told_of_for_two_organisations_and_with_the_third_for_all()
    {
        var log = new KeptSignalLog();
        var sayings = new Sayings<ISignalLog>(log);
        var signal = _signals.Add(GuardedSignals.Scripted(_ => SignalResult.Scored(1)));
        var guarded = new GuardedCall(new Bulkhead(_signals.Time), _signals.Time, AuthorThreads.OfSystem, sayings);
        foreach (var org in (string[])["org", "org", "second", "third", "fourth"])
        {
            await guarded.RunAsync(
                signal,
                org,
                _ =>
                {
                    _signals.Time.Advance(TimeSpan.FromSeconds(2));
                    return new ValueTask<int>(1);
                },
                Token);
        }

        Assert.Equal(["S: blocks for org, 2 s", "S: blocks for second, 2 s", "S: blocks for all, 2 s"], await log.AllSaidAsync(sayings));
    }

    /// <summary>Code that hangs, and whose caller has left, while a look at it is taken.</summary>
    private static async Task HangWithoutCallerAsync(Func<Func<CancellationToken, ValueTask<int>>, CancellationToken, ValueTask<Called<int>>> run, Func<Task> lookAsync)
    {
        using var blocked = new ManualResetEventSlim();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var caller = new CancellationTokenSource();
        var call = run(
            _ =>
            {
                entered.SetResult();
                blocked.Wait(GuardedSignals.Patience, Token);
                return new ValueTask<int>(1);
            },
            caller.Token).AsTask();
        try
        {
            await entered.Task.WaitAsync(GuardedSignals.Patience, Token);
            await caller.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
            await lookAsync();
        }
        finally
        {
            blocked.Set();
        }
    }

    private Task PassUntilAsync(Func<bool> isSo) => Eventually.SeeAsync(() =>
    {
        _signals.Time.Advance(SignalLimits.Default.Timeout);
        return isSo();
    });

    private static (MatchingValues Set, LateList List) Late(CatalogueSignal signal, string word)
    {
        var set = new MatchingValues { Strings = [word] };
        return (set, signal.State.LateMatchers.Found("org", set, SignalLimits.Default.ThreadsAtOnce));
    }

    private (CatalogueSignal Signal, Task<Called<int>> Call) Call(CancellationToken caller)
    {
        var signal = _signals.Add(GuardedSignals.Scripted(_ => SignalResult.Scored(1), cost: 0));
        signal.State.Returned();
        var guarded = new GuardedCall(new Bulkhead(_signals.Time), _signals.Time, new AuthorThreads(_pool, TaskScheduler.Default), null);
        return (signal, guarded.RunAsync(signal, "org", _ => new ValueTask<int>(_runs.Next()), caller).AsTask());
    }

    private sealed class ScriptedRuns
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public int Next() => Interlocked.Increment(ref _count);
    }

    /// <summary>Has no thread for anybody until the test gives one.</summary>
    private sealed class StarvedPool : TaskScheduler
    {
        private readonly Queue<Task> _waiting = new();

        public void Give()
        {
            while (_waiting.TryDequeue(out var task))
            {
                TryExecuteTask(task);
            }
        }

        protected override IEnumerable<Task> GetScheduledTasks() => _waiting;

        protected override void QueueTask(Task task) => _waiting.Enqueue(task);

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;
    }
}
