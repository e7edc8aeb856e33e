namespace Coop.Engine.Signals;

/// <summary>
/// What was seen of one signal's code while it ran. It lives and dies with the loaded code: a reload starts with trust anew, and no other signal is
/// touched by it.
/// </summary>
internal sealed class SignalState
{
    private readonly HeldAgainst _blocked = new();
    private volatile bool _returns;
    private int _lacksThread;
    private int _waits;

    /// <summary>Calls that did not give their threads back.</summary>
    public HeldAgainst Hung { get; } = new();

    /// <summary>Whether a call of code that promised pure computation may have its caller's thread.</summary>
    public bool IsTrustedWith(string orgId) => Volatile.Read(ref _waits) == 0 && !Hung.Holds(orgId);

    /// <summary>For the calls that each hold a thread. Of each signal alone: one that blocks is its neighbours' trouble no more than another organisation's.</summary>
    public OrgPlaces Threads { get; } = new();

    /// <summary>The lists of organisations that its code did not compile.</summary>
    public LateMatchers LateMatchers { get; } = new();

    /// <summary>The system had no thread for a call.</summary>
    /// <returns>Whether somebody has to be told: once until there is one again.</returns>
    public bool LacksThread() => Interlocked.Exchange(ref _lacksThread, 1) == 0;

    public void HasThread()
    {
        if (Volatile.Read(ref _lacksThread) != 0)
        {
            Volatile.Write(ref _lacksThread, 0);
        }
    }

    /// <summary>
    /// Whether a call must have a thread of its own: the code blocks the thread that it is called on, or was not yet seen to give one back. Threads of the
    /// pool are everybody's.
    /// </summary>
    public bool NeedsOwnThread(string orgId) => !_returns || _blocked.Holds(orgId);

    /// <summary>It promised pure computation, and waits for something: that is how the code is, for everybody.</summary>
    /// <returns>Whether somebody has to be told: once.</returns>
    public bool Waits() => Interlocked.Exchange(ref _waits, 1) == 0;

    /// <summary>A call gave its thread back quickly.</summary>
    public void Returned() => _returns = true;

    /// <summary>A call kept its thread far longer than computing takes.</summary>
    /// <returns>Whether somebody has to be told: once for the organisation, and once for all.</returns>
    public bool Blocked(string orgId, out bool isForAll) => _blocked.Add(orgId, out isForAll);
}
