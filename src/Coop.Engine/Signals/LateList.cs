namespace Coop.Engine.Signals;

/// <summary>A set of matching values of one organisation that its signal's code did not compile. What that code does when it measures with it is noted here and held against nothing else.</summary>
internal sealed class LateList
{
    private volatile MatchingDoubt _doubt;
    private int _hung;
    private int _isTold;

    public MatchingDoubt Doubt
    {
        get => _doubt;
        set => _doubt = value;
    }

    /// <summary>Whether a call with it is past its time and still has its thread.</summary>
    public bool Hangs => Volatile.Read(ref _hung) > 0;

    /// <summary>A call with it is past its time.</summary>
    /// <param name="returned">Completes when it has given its thread back.</param>
    /// <returns>Whether that was never told of.</returns>
    public bool Hang(Task returned)
    {
        Interlocked.Increment(ref _hung);
        _ = returned.ContinueWith(
            static (_, list) => Interlocked.Decrement(ref ((LateList)list!)._hung), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return Interlocked.Exchange(ref _isTold, 1) == 0;
    }
}
