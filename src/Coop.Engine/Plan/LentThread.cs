using Coop.Engine.Signals;

namespace Coop.Engine.Plan;

/// <summary>
/// A thread that runs authors' code, and who has it. It enters and leaves for every value that a signal measures, so that costs two plain writes; the price is paid by the
/// watch, which makes every core of the process show its writes before it takes the run away from a thread that is stuck. It loses a run once: who goes on has another.
/// </summary>
internal sealed class LentThread
{
    private const long Gone = -1;

    /// <summary>Odd while an author's code has the thread; a new number for each time.</summary>
    private long _turn;
    private long _since;
    private CatalogueSignal? _signal;

    /// <summary>The turn that the watch would end; 0 for none.</summary>
    private long _wanted;
    private TaskCompletionSource<Task<PlanResult>>? _lost;

    /// <summary>What comes out without this thread, once it has lost the run; never when it does not.</summary>
    public Task<PlanResult> WhenLost => Lost.Task.Unwrap();

    /// <summary>Whether somebody asked for that.</summary>
    public bool IsWaitedFor => Volatile.Read(ref _lost) is not null;

    private TaskCompletionSource<Task<PlanResult>> Lost
    {
        get
        {
            if (_lost is null)
            {
                Interlocked.CompareExchange(ref _lost, new(TaskCreationOptions.RunContinuationsAsynchronously), null);
            }

            return _lost;
        }
    }

    public void Enter(CatalogueSignal signal, long now)
    {
        Volatile.Write(ref _signal, signal);
        Volatile.Write(ref _since, now);
        Volatile.Write(ref _turn, _turn + 1);
    }

    /// <returns>False when the run was taken meanwhile: nothing of it may be touched.</returns>
    public bool Leave()
    {
        var turn = _turn;
        Volatile.Write(ref _turn, turn + 1);
        return Volatile.Read(ref _wanted) == 0 || Interlocked.CompareExchange(ref _wanted, 0, turn) != Gone;
    }

    /// <summary>Whose code has the thread, and since when; null when nobody's has.</summary>
    public Turn? Look()
    {
        var turn = Volatile.Read(ref _turn);
        if ((turn & 1) == 0)
        {
            return null;
        }

        var found = new Turn(turn, Volatile.Read(ref _signal)!, Volatile.Read(ref _since));
        return Volatile.Read(ref _turn) == turn ? found : null;
    }

    /// <returns>True when the thread has lost what it was at work on; false when it came back in time.</returns>
    public bool Take(Turn stuck)
    {
        if (Interlocked.CompareExchange(ref _wanted, stuck.Number, 0) != 0)
        {
            return false;
        }

        // From here on either the thread is seen to have left, or it sees on leaving that it is wanted; then whoever is first settles it.
        Interlocked.MemoryBarrierProcessWide();
        if (Volatile.Read(ref _turn) != stuck.Number)
        {
            Interlocked.CompareExchange(ref _wanted, 0, stuck.Number);
            return false;
        }

        return Interlocked.CompareExchange(ref _wanted, Gone, stuck.Number) == stuck.Number;
    }

    /// <summary>Tells whoever waits for what this thread has lost.</summary>
    public void LostTo(Task<PlanResult> elsewhere) => Lost.SetResult(elsewhere);

    internal readonly record struct Turn(long Number, CatalogueSignal Signal, long Since);
}
