namespace Coop.Engine.Signals;

/// <summary>
/// Threads that one organisation's sets may have of a signal's code for being compiled. One that hangs keeps its place; when all hang, nobody waits for one any more. They
/// live and die with the loaded code: what the code before it hangs on is not held against the next.
/// </summary>
internal sealed class CompilePlaces(int most)
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource<bool>> _waiting = [];

    // Calls that are past their time and have not given their threads back.
    private readonly HashSet<Task> _hung = [];
    private int _taken;
    private bool _isTold;

    /// <summary>Waits for a place, first come, first served, for as long as whoever has one may take.</summary>
    public async Task<bool> EnterAsync(TimeSpan limit, TimeProvider time)
    {
        TaskCompletionSource<bool> turn;
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
            _waiting.Enqueue(turn);
        }

        try
        {
            return await turn.Task.WaitAsync(limit, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // It may have had its turn just now: then it has the place.
            return !turn.TrySetResult(false) && await turn.Task.ConfigureAwait(false);
        }
    }

    /// <summary>Keeps the place as long as the author's code keeps its thread.</summary>
    public void LeaveWhen(Task returned) => _ = returned.ContinueWith(
        static (call, places) => ((CompilePlaces)places!).Leave(call), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>Whoever has a place is past its time.</summary>
    /// <param name="returned">As it was given to <see cref="LeaveWhen"/>: a call that has come back meanwhile hangs no more.</param>
    public void Hang(Task returned)
    {
        lock (_lock)
        {
            if (!returned.IsCompleted && _hung.Add(returned) && _hung.Count >= most)
            {
                while (_waiting.TryDequeue(out var turn))
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

    private void Leave(Task returned)
    {
        lock (_lock)
        {
            _hung.Remove(returned);
            while (_waiting.TryDequeue(out var turn))
            {
                if (turn.TrySetResult(true))
                {
                    return;
                }
            }

            _taken--;
        }
    }
}
