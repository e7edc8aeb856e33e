using Coop.Integrations;

namespace Coop.Engine.Signals.Guard;

/// <summary>
/// The boundary to an author's code that compiles sets of matching values: it has a thread that nobody needs, and a limit. What it was given when the limit
/// passed is not given to it again, and its thread is left to it.
/// </summary>
internal sealed class MatcherCompile(ISignalLog? log, TimeProvider time)
{
    // Beside those for measuring: an organisation whose lists cannot be compiled measures as ever.
    private readonly Bulkhead _places = new(time);

    /// <returns>Null when there is no matcher, for whatever reason.</returns>
    public async Task<SignalMatcher?> RunAsync(CatalogueSignal signal, IMultiMatchSignal author, string orgId, IReadOnlyList<MatchingValues> sets, TimeSpan limit)
    {
        var (place, _) = await _places.EnterAsync(signal, orgId, onThread: true, CancellationToken.None).ConfigureAwait(false);
        if (place is null)
        {
            // The organisation's earlier ones hang: so that they can be told of, these count as well.
            Late(signal, orgId, sets, limit);
            return null;
        }

        var deadline = new Deadline(time, limit, CancellationToken.None);
        var call = new AuthorCall<SignalMatcher?>(
            signal, AuthorWork.Compiling, onThread: true, _ => new(Compile(signal, author, sets)), time, TaskScheduler.Default, CancellationToken.None);
        GuardedCall.Leave(place, call.Returned);
        try
        {
            return await deadline.AwaitAsync(call.Answer, call.Began).ConfigureAwait(false);
        }
        catch (Exception)
        {
            if (deadline.HasPassed)
            {
                Late(signal, orgId, sets, limit);
            }

            // The contract lets it throw: the sets are run one by one, and each says for itself what is wrong.
            return null;
        }
    }

    private static SignalMatcher? Compile(CatalogueSignal signal, IMultiMatchSignal author, IReadOnlyList<MatchingValues> sets)
    {
        var matcher = author.Compile(sets);
        var noMatch = SafeReason.Of(SignalOutput.Check(signal.Descriptor, matcher.NoMatch));
        return noMatch.Kind == SignalOutcomeKind.Failed ? null : new SignalMatcher(signal, matcher, sets.Count, noMatch);
    }

    private void Late(CatalogueSignal signal, string orgId, IReadOnlyList<MatchingValues> sets, TimeSpan limit)
    {
        signal.State.LateMatchers.Add(orgId, sets);
        log?.MatcherLate(signal, orgId, sets.Count, limit);
    }
}
