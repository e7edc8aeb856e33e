namespace Coop.Engine.Signals;

/// <summary>
/// Threads that one organisation's sets may have of a signal's code for being compiled, or for being measured apart. One that hangs keeps its place; when all hang, nobody waits for one any
/// more. They live and die with the loaded code: what the code before it hangs on is not held against the next.
/// </summary>
internal sealed class ListPlaces(int most)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource<bool>> _waiting = [];

    // Calls that are past their time and have not given their threads back.
    private readonly HashSet<Task> _hung = [];
    private int _taken;
    private bool _isTold;

    /// <summary>Waits for a place, first come, first served.</summary>
    /// <returns>False when the time is over, or all that have one hang.</returns>
    public async Task<bool> EnterAsync(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        TaskCompletionSource<bool> turn;
        LinkedListNode<TaskCompletionSource<bool>> place;
        lock (_lock)
        {
            if (_taken < most)
            {
                _taken++;
                return true;
            }

            if (_hung.Count >= most)
            {
                return false;
            }

            turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
            place = _waiting.AddLast(turn);
        }

        try
        {
            return await turn.Task.WaitAsync(limit, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception ended) when (ended is TimeoutException or OperationCanceledException)
        {
            // It may have had its turn just now: then it has the place.
            var hasPlace = !turn.TrySetResult(false) && await turn.Task.ConfigureAwait(false);
            lock (_lock)
            {
                if (place.List is not null)
                {
                    _waiting.Remove(place);
                }
            }

            if (ended is OperationCanceledException)
            {
                if (hasPlace)
                {
                    Leave(null);
                }

                throw;
            }

            return hasPlace;
        }
    }

    /// <summary>Keeps the place as long as the author's code keeps its thread.</summary>
    public void LeaveWhen(Task returned) => _ = returned.ContinueWith(
        static (call, places) => ((ListPlaces)places!).Leave(call), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>Whoever has a place is past its time.</summary>
    /// <param name="returned">As it is given to <see cref="LeaveWhen"/> or <see cref="Leave"/>: a call that has come back meanwhile hangs no more.</param>
    public void Hang(Task returned)
    {
        lock (_lock)
        {
            if (!returned.IsCompleted && _hung.Add(returned) && _hung.Count >= most)
            {
                while (TakeWaiting() is { } turn)
                {
                    turn.TrySetResult(false);
                }
            }
        }
    }

    /// <returns>Whether somebody has to be told that there was no thread: once until there is one again.</returns>
    public bool Refuse()
    {
        lock (_lock)
        {
            var isTold = _isTold;
            _isTold = true;
            return !isTold;
        }
    }

    /// <summary>A thread was there.</summary>
    public void Serve()
    {
        lock (_lock)
        {
            _isTold = false;
        }
    }

    /// <param name="hung">The call that was told to hang; null when none was.</param>
    public void Leave(Task? hung)
    {
        lock (_lock)
        {
            if (hung is not null)
            {
                _hung.Remove(hung);
            }

            while (TakeWaiting() is { } turn)
            {
                if (turn.TrySetResult(true))
                {
                    return;
                }
            }

            _taken--;
        }
    }

    private TaskCompletionSource<bool>? TakeWaiting()
    {
        var first = _waiting.First?.Value;
        if (first is not null)
        {
            _waiting.RemoveFirst();
        }

        return first;
    }
}
