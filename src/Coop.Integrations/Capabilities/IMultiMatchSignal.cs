namespace Coop.Integrations;

/// <summary>
/// Optional, beside <see cref="ISignal"/>: compiles many sets of matching values into one matcher that answers for all of them in one pass
/// over a value, so that a thousand keyword rules cost about as much as one. It must agree with <see cref="ISignal.RunAsync"/> for each set.
/// Only signals of cost 0 are asked: a matcher runs on its caller's thread.
/// </summary>
public interface IMultiMatchSignal : ISignal
{
    /// <summary>
    /// Compiles. Called when rules change, not per item. An exception makes the host compile each set for itself, and run those that throw alone one by one. The host passes the same instance for a
    /// set that did not change, so what was made of it may be kept by reference (as in a <c>ConditionalWeakTable</c>) and used again.
    /// </summary>
    /// <param name="sets">The sets of matching values; none empty.</param>
    IMultiMatcher Compile(IReadOnlyList<MatchingValues> sets);
}

/// <summary>A compiled matcher. Immutable and thread-safe; does no I/O and finishes in time linear in the value, however many sets there are.</summary>
public interface IMultiMatcher
{
    /// <summary>The result of every set that <see cref="Match"/> does not report; read once after compiling.</summary>
    SignalResult NoMatch { get; }

    /// <summary>Measures one value against every set, and reports those whose result is not <see cref="NoMatch"/>. An exception fails all sets.</summary>
    /// <param name="value">The value, of an eligible input type.</param>
    /// <param name="matches">Where to report. Valid only during the call, and used by this call alone.</param>
    void Match(ScalarValue value, IMultiMatches matches);
}

/// <summary>
/// Takes what a matcher found, on the thread that <see cref="IMultiMatcher.Match"/> was called on and until it returns; otherwise it throws. The host implements it, and uses
/// it again without allocating.
/// </summary>
public interface IMultiMatches
{
    /// <summary>A set matched. Report each set at most once, in any order.</summary>
    /// <param name="set">Its index in what was given to <see cref="IMultiMatchSignal.Compile"/>.</param>
    /// <param name="result">What <see cref="ISignal.RunAsync"/> returns for this set alone.</param>
    void Add(int set, SignalResult result);

    /// <summary>A set cannot be answered for, such as one with an unusable pattern; the others stand.</summary>
    /// <param name="set">Its index in what was given to <see cref="IMultiMatchSignal.Compile"/>.</param>
    /// <param name="error">What <see cref="ISignal.RunAsync"/> throws for this set alone.</param>
    void Fail(int set, SignalException error);
}
