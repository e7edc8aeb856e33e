using Coop.Integrations;

namespace Coop.Engine.Signals;

/// <summary>A signal's matcher over many sets of matching values, made by <see cref="ISignalRunner.CompileAsync"/>. Thread-safe; once stopped it stays so.</summary>
public sealed class SignalMatcher
{
    private int _isStopped;
    private int _lost;

    internal SignalMatcher(CatalogueSignal signal, IMultiMatcher author, int sets, SignalOutcome noMatch) =>
        (Signal, Author, Sets, NoMatch) = (signal, author, sets, noMatch);

    public CatalogueSignal Signal { get; }

    /// <summary>How many sets were compiled.</summary>
    public int Sets { get; }

    /// <summary>Whether it was seen not to come back from matching: it is not used any more, and its sets are measured apart.</summary>
    public bool IsStopped => Volatile.Read(ref _isStopped) != 0;

    /// <summary>The outcome of every set that a match does not report.</summary>
    internal SignalOutcome NoMatch { get; }

    internal IMultiMatcher Author { get; }

    /// <summary>A thread has lost what it was at work on, since it does not come back from this matcher.</summary>
    /// <returns>Whether it is the only one: one that came back before this was said of it counts as none.</returns>
    internal bool Lose() => Interlocked.Increment(ref _lost) == 1;

    /// <summary>A thread that has lost what it was at work on came back.</summary>
    /// <returns>Whether it was the last.</returns>
    internal bool CameBack() => Interlocked.Decrement(ref _lost) == 0;

    /// <returns>Whether it was in use until now.</returns>
    internal bool Stop() => Interlocked.Exchange(ref _isStopped, 1) == 0;
}
