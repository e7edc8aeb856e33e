using Coop.Engine.Signals;
using Coop.Engine.Signals.Guard;
using Coop.Integrations;

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
        Assert.True(signal.IsPure);
        Assert.False(signal.State.NeedsOwnThread);
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
        Assert.True(signal.IsPure);
    }

    private (CatalogueSignal Signal, Task<Called<int>> Call) Call(CancellationToken caller)
    {
        var signal = _signals.Add(GuardedSignals.Scripted(_ => SignalResult.Scored(1), cost: 0));
        signal.State.Returned();
        var guarded = new GuardedCall(new Bulkhead(_signals.Time), _signals.Time, _pool);
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
