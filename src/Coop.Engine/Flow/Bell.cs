namespace Coop.Engine.Flow;

/// <summary>Wakes the one who waits, or the next time they come to wait. Ringing twice is ringing once.</summary>
internal sealed class Bell
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _waiting;
    private bool _isRung;

    public void Ring()
    {
        TaskCompletionSource? waiting;
        lock (_lock)
        {
            (waiting, _waiting) = (_waiting, null);
            _isRung |= waiting is null;
        }

        waiting?.TrySetResult();
    }

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_isRung)
            {
                _isRung = false;
                return Task.CompletedTask;
            }

            _waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _waiting.Task.WaitAsync(cancellationToken);
        }
    }
}
