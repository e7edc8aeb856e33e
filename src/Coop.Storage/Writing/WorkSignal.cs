namespace Coop.Storage.Writing;

/// <summary>
/// Says that there may be work. Said while nobody waits it is kept for the next one; and as leases run out and delays end silently, and other processes
/// write too, a wait ends by itself after a while.
/// </summary>
internal sealed class WorkSignal(TimeProvider time)
{
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private TaskCompletionSource _next = New();

    // There may be work from before the process began.
    private bool _said = true;

    public void Set()
    {
        TaskCompletionSource waiting;
        lock (_lock)
        {
            _said = true;
            waiting = _next;
            _next = New();
        }

        waiting.TrySetResult();
    }

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        Task next;
        lock (_lock)
        {
            if (_said)
            {
                _said = false;
                return;
            }

            next = _next.Task;
        }

        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(next, Task.Delay(LookAnyway, time, waiting.Token));
        await waiting.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
