using Coop.Integrations;

namespace Coop.Engine.Signals;

/// <summary>
/// The only way to an author's signals: rules, trials, previews and the CLI call through here, and so have the same limits, checks and words. Nothing here
/// throws but for the caller's own cancellation. Thread-safe.
/// </summary>
public interface ISignalRunner
{
    /// <summary>
    /// Measures. The author's code never runs on the caller's thread, and the answer comes within the signal's time limit whatever that code does. An
    /// organisation that cannot use the signal gets <see cref="FailureKind.Disabled"/>.
    /// </summary>
    ValueTask<SignalOutcome> RunAsync(SignalCall call, CancellationToken cancellationToken);

    /// <summary>
    /// Measures on the caller's thread, without a time limit, a signal that promised pure computation: for a caller who watches over his own time and calls
    /// <see cref="Distrust"/> when he got stuck. Costs next to nothing more than the author's method.
    /// </summary>
    /// <param name="outcome">What came of it, unless it is still running.</param>
    /// <param name="running">Null, unless the author broke his promise: then it is awaited like <see cref="RunAsync"/>, and his last run here.</param>
    /// <returns>False when nothing was run: the signal may not run here (<see cref="CatalogueSignal.IsPureFor"/>), or its availability has to be asked first. Then call <see cref="RunAsync"/>.</returns>
    bool TryRunPure(SignalCall call, CancellationToken cancellationToken, out SignalOutcome outcome, out Task<SignalOutcome>? running);

    /// <summary>
    /// Compiles many sets of matching values of one signal, so that <see cref="TryMatch"/> answers for all in one pass. The author's code has a thread of its own for it.
    /// </summary>
    /// <param name="sets">None empty. Pass the same instance for a set that did not change.</param>
    /// <param name="limit">What takes longer is left to itself. A set that was given alone then is not to be given again: <see cref="MatchingDoubt.Late"/>.</param>
    ValueTask<CompiledMatcher> CompileAsync(
        CatalogueSignal signal, string orgId, IReadOnlyList<MatchingValues> sets, TimeSpan limit, CancellationToken cancellationToken);

    /// <summary>What is held against a set, for the organisation. Anything but nothing has it measured apart from all else by <see cref="RunAsync"/>, and it is not for <see cref="TryRunPure"/>.</summary>
    MatchingDoubt DoubtOf(CatalogueSignal signal, string orgId, MatchingValues set);

    /// <summary>Compiling these sets could not be begun, and nobody knows what they do to the signal's code.</summary>
    void LeaveUntried(CatalogueSignal signal, string orgId, IReadOnlyList<MatchingValues> sets);

    /// <summary>Measures one value against every compiled set on the caller's thread, as <see cref="TryRunPure"/> does for one.</summary>
    /// <param name="matches">Cleared and filled; used again by the next call.</param>
    /// <returns>False when nothing was measured, as with <see cref="TryRunPure"/>, or because the matcher was stopped: then run the sets one by one.</returns>
    bool TryMatch(SignalMatcher matcher, string orgId, ScalarValue value, SignalMatches matches);

    /// <summary>Whether an organisation can use a signal. Asked of the author once in a short time, however many ask. A failure to say counts as disabled with its reason.</summary>
    ValueTask<SignalAvailability> GetAvailabilityAsync(CatalogueSignal signal, string orgId, CancellationToken cancellationToken);

    /// <summary>The organisation's choices: the dynamic ones when the signal has them, else the descriptor's. Empty with a reason when asking failed.</summary>
    ValueTask<(IReadOnlyList<SignalSubcategory> Choices, string? Reason)> GetSubcategoriesAsync(
        CatalogueSignal signal, string orgId, CancellationToken cancellationToken);

    /// <summary>What the author says is wrong with matching values that somebody wants to save, the first twenty mistakes; null when he gave no answer within the limit. Nothing of it touches how the signal measures.</summary>
    ValueTask<IReadOnlyList<MatchingValueError>?> CheckAsync(CatalogueSignal signal, string orgId, MatchingValues values, TimeSpan limit, CancellationToken cancellationToken);

    /// <summary>
    /// This matcher got its caller stuck in <see cref="TryMatch"/>: nobody uses it any more. The signal is trusted as before, since it is these lists of this organisation that
    /// its code does not come to an end with.
    /// </summary>
    /// <remarks>Once for each caller that got stuck in it.</remarks>
    /// <param name="sets">What the matcher was compiled of.</param>
    void Stop(SignalMatcher matcher, string orgId, IReadOnlyList<MatchingValues> sets);

    /// <summary>A thread that was stuck in this matcher, and had its work taken for it, has come back: as long as one has not, the organisation has one less to try its lists with.</summary>
    void CameBack(SignalMatcher matcher, string orgId);

    /// <summary>
    /// This signal got its caller stuck: from now on it, and no other, is kept off the threads of those who call it for this organisation, and off everybody's once that has
    /// happened with several.
    /// </summary>
    void Distrust(CatalogueSignal signal, string orgId);
}
