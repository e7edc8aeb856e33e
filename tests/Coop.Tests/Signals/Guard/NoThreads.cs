namespace Coop.Tests.Signals.Guard;

/// <summary>A system that gives no thread until the test has it give some: what a scheduler throws then is what the runtime throws when a thread cannot be started.</summary>
internal sealed class NoThreads : TaskScheduler
{
    private volatile bool _gives;

    public void Give() => _gives = true;

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    protected override void QueueTask(Task task)
    {
        if (!_gives)
        {
            throw new InsufficientMemoryException("No thread can be started.");
        }

        new Thread(() => TryExecuteTask(task)) { IsBackground = true }.Start();
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;
}
