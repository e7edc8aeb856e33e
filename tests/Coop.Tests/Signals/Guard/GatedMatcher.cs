using Coop.Integrations;
using Coop.Tests.Support;

namespace Coop.Tests.Signals.Guard;

/// <summary>A signal that finds a word in a text, and whose code comes to its end when the test lets it.</summary>
internal sealed class GatedMatcher(string id = "WORDS") : IMultiMatchSignal, IDisposable
{
    private readonly ManualResetEventSlim _gate = new(true);
    private int _compiles;
    private int _runs;
    private int _hangs;
    private int _hangsInMatch;
    private int _inside;

    /// <summary>Says of which sets compiling hangs; of none at first.</summary>
    public Func<IReadOnlyList<MatchingValues>, bool> Hangs { get; set; } = static _ => false;

    /// <summary>Whether it hangs in what is read after compiling instead.</summary>
    public bool HangsInNoMatch { get; init; }

    /// <summary>Says of which sets compiling throws; of none at first.</summary>
    public Func<IReadOnlyList<MatchingValues>, bool> Throws { get; set; } = static _ => false;

    /// <summary>Says with which set measuring hangs; with none at first.</summary>
    public Func<MatchingValues, bool> HangsInRun { get; set; } = static _ => false;

    /// <summary>Says against which sets matching a text hangs; against none at first.</summary>
    public Func<IReadOnlyList<MatchingValues>, string, bool> HangsInMatch { get; set; } = static (_, _) => false;

    public int Compiles => Volatile.Read(ref _compiles);

    public int Runs => Volatile.Read(ref _runs);

    /// <summary>How often it hung in matching.</summary>
    public int HungInMatch => Volatile.Read(ref _hangsInMatch);

    /// <summary>How often it hung so far.</summary>
    public int Hung => Volatile.Read(ref _hangs);

    /// <summary>How many threads are in its code now, those that hang too.</summary>
    public int Inside => Volatile.Read(ref _inside);

    /// <summary>Completes when it hangs for the first time.</summary>
    public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SignalDescriptor Descriptor { get; } = ScriptedSignal.Describe(id, SignalOutputType.Boolean) with { Cost = 0, NeedsMatchingValues = true };

    public void Shut() => _gate.Reset();

    public void Dispose() => _gate.Set();

    public ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken)
    {
        using var visit = new Visit(this);
        Interlocked.Increment(ref _runs);
        if (HangsInRun(input.MatchingValues!))
        {
            Wait();
        }

        return new(SignalResult.Scored(input.MatchingValues!.Strings.Any(word => input.Value!.Value.AsText().Contains(word, StringComparison.Ordinal))));
    }

    public IMultiMatcher Compile(IReadOnlyList<MatchingValues> sets)
    {
        using var visit = new Visit(this);
        Interlocked.Increment(ref _compiles);
        if (Throws(sets))
        {
            throw new InvalidOperationException("These sets do not go together.");
        }

        var hangs = Hangs(sets);
        if (hangs && !HangsInNoMatch)
        {
            Wait();
        }

        return new Matcher(this, sets, hangs);
    }

    private void Wait()
    {
        Interlocked.Increment(ref _hangs);
        Entered.TrySetResult();
        _gate.Wait(GuardedSignals.Patience, CancellationToken.None);
    }

    private readonly struct Visit : IDisposable
    {
        private readonly GatedMatcher _of;

        public Visit(GatedMatcher of)
        {
            _of = of;
            Interlocked.Increment(ref of._inside);
        }

        public void Dispose() => Interlocked.Decrement(ref _of._inside);
    }

    private sealed class Matcher(GatedMatcher of, IReadOnlyList<MatchingValues> sets, bool hangs) : IMultiMatcher
    {
        public SignalResult NoMatch
        {
            get
            {
                using var visit = new Visit(of);
                if (hangs && of.HangsInNoMatch)
                {
                    of.Wait();
                }

                return SignalResult.Scored(false);
            }
        }

        public void Match(ScalarValue value, IMultiMatches matches)
        {
            using var visit = new Visit(of);
            if (of.HangsInMatch(sets, value.AsText()))
            {
                Interlocked.Increment(ref of._hangsInMatch);
                of.Wait();
            }

            for (var set = 0; set < sets.Count; set++)
            {
                if (sets[set].Strings.Any(word => value.AsText().Contains(word, StringComparison.Ordinal)))
                {
                    matches.Add(set, SignalResult.Scored(true));
                }
            }
        }
    }
}
