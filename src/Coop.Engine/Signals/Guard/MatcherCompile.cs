using Coop.Integrations;

namespace Coop.Engine.Signals.Guard;

/// <summary>
/// The boundary to an author's code that compiles sets of matching values: it has a thread that nobody needs, and a limit. Its thread is left to it when the limit passes.
/// A set that it had alone then is not given to it again; of several together nobody knows yet which it was.
/// </summary>
internal sealed class MatcherCompile(Sayings<ISignalLog>? sayings, TimeProvider time, AuthorThreads threads)
{
    public async Task<CompiledMatcher> RunAsync(CatalogueSignal signal, IMultiMatchSignal author, string orgId, IReadOnlyList<MatchingValues> sets, TimeSpan limit)
    {
        var (lists, most) = (signal.State.LateMatchers, signal.Limits.ThreadsAtOnce);
        // Beside those for measuring: an organisation whose lists cannot be compiled measures as ever.
        var places = lists.CompilingOf(orgId, most);
        if (!await places.EnterAsync(limit, time, CancellationToken.None).ConfigureAwait(false))
        {
            return NotBegun(signal, orgId, sets.Count, places, $"All {most} threads that it may have for this organisation's lists were taken by earlier ones all the time.");
        }

        var deadline = new Deadline(time, limit, CancellationToken.None);
        var call = new AuthorCall<SignalMatcher?>(
            signal, orgId, AuthorWork.Compiling, onThread: true, _ => new(Compile(signal, author, sets)), time, threads, sayings, CancellationToken.None);
        places.LeaveWhen(call.Returned);
        try
        {
            var matcher = await deadline.AwaitAsync(call.Answer, call.Began).ConfigureAwait(false);
            places.Serve();
            if (matcher is null)
            {
                return new CompiledMatcher(null, CompileEnd.Failed);
            }

            lists.Forget(orgId, sets);
            return new CompiledMatcher(matcher, CompileEnd.Made);
        }
        catch (NoThreadException nothing)
        {
            return NotBegun(signal, orgId, sets.Count, places, nothing.Message);
        }
        catch (Exception)
        {
            places.Serve();
            if (!deadline.HasPassed)
            {
                // The contract lets it throw: each set says for itself what is wrong.
                return new CompiledMatcher(null, CompileEnd.Failed);
            }

            places.Hang(call.Returned);
            if (sets.Count == 1)
            {
                lists.Late(orgId, sets[0]);
            }

            sayings?.Say(log => log.MatcherLate(signal, orgId, sets.Count, limit));
            return new CompiledMatcher(null, CompileEnd.Late);
        }
    }

    private static SignalMatcher? Compile(CatalogueSignal signal, IMultiMatchSignal author, IReadOnlyList<MatchingValues> sets)
    {
        var matcher = author.Compile(sets);
        var noMatch = SafeReason.Of(SignalOutput.Check(signal.Descriptor, matcher.NoMatch));
        return noMatch.Kind == SignalOutcomeKind.Failed ? null : new SignalMatcher(signal, matcher, sets.Count, noMatch);
    }

    private CompiledMatcher NotBegun(CatalogueSignal signal, string orgId, int sets, ListPlaces places, string reason)
    {
        if (places.Refuse())
        {
            sayings?.Say(log => log.MatcherNotBegun(signal, orgId, sets, reason));
        }

        return new CompiledMatcher(null, CompileEnd.NotBegun);
    }
}
