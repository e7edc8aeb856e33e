namespace Coop.Integrations;

/// <summary>
/// Optional, beside <see cref="ISignal"/>: compiles many sets of matching values into one matcher that answers for all of them in one pass
/// over a value, so that a hundred keyword rules cost about as much as one. It must agree with <see cref="ISignal.RunAsync"/> for each set.
/// </summary>
public interface IMultiMatchSignal : ISignal
{
    /// <summary>Compiles. Called when rules change, not per item. An exception makes the host run the sets one by one.</summary>
    /// <param name="sets">The sets of matching values; none empty.</param>
    IMultiMatcher Compile(IReadOnlyList<MatchingValues> sets);
}

/// <summary>A compiled matcher. Immutable and thread-safe; does no I/O and finishes in time linear in the value.</summary>
public interface IMultiMatcher
{
    /// <summary>Measures one value against every set.</summary>
    /// <param name="value">The value, of an eligible input type.</param>
    /// <param name="results">Receives one result for each compiled set, in the order given to <see cref="IMultiMatchSignal.Compile"/>.</param>
    void Match(ScalarValue value, Span<SignalResult> results);
}
