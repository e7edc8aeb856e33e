using System.Runtime.InteropServices;
using Coop.Integrations;

namespace Coop.Engine.Signals;

/// <summary>
/// Which of a matcher's sets matched, held against the signal's declared output. Kept by whoever runs matchers and filled anew by each
/// <see cref="ISignalRunner.TryMatch"/>. Not thread-safe; what is reported by another thread than the one whose call is under way is refused, because an author may keep it.
/// </summary>
public sealed class SignalMatches : IMultiMatches
{
    private readonly List<(int Set, SignalOutcome Outcome)> _found = [];
    private bool[] _reported = [];
    private SignalMatcher? _matcher;

    /// <summary>The thread whose call is under way; 0 for none.</summary>
    private int _thread;

    /// <summary>The outcome of every set that is not among <see cref="Found"/>.</summary>
    public SignalOutcome Others { get; private set; }

    /// <summary>The sets that matched or could not be answered for, each once, by their index in what was compiled.</summary>
    public ReadOnlySpan<(int Set, SignalOutcome Outcome)> Found => CollectionsMarshal.AsSpan(_found);

    void IMultiMatches.Add(int set, SignalResult result)
    {
        if (Take(set))
        {
            _found.Add((set, SafeReason.Of(SignalOutput.Check(_matcher!.Signal.Descriptor, result))));
        }
    }

    void IMultiMatches.Fail(int set, SignalException error)
    {
        if (Take(set))
        {
            _found.Add((set, SafeReason.Of(AuthorTrouble.OutcomeOf(error))));
        }
    }

    internal void Begin(SignalMatcher matcher)
    {
        Clear();
        (_matcher, Others) = (matcher, matcher.NoMatch);
        if (_reported.Length < matcher.Sets)
        {
            _reported = new bool[matcher.Sets];
        }

        _thread = Environment.CurrentManagedThreadId;
    }

    /// <summary>The author's call is over: nothing more is taken from him.</summary>
    internal void End() => _thread = 0;

    /// <summary>Nothing of it counts: all sets have the same outcome.</summary>
    internal void AllAre(SignalOutcome outcome)
    {
        Clear();
        End();
        Others = outcome;
    }

    private void Clear()
    {
        foreach (var (set, _) in _found)
        {
            _reported[set] = false;
        }

        _found.Clear();
    }

    private bool Take(int set)
    {
        if (_thread != Environment.CurrentManagedThreadId)
        {
            throw new InvalidOperationException("Matches are reported during the call that they were given to, on its thread.");
        }

        if ((uint)set >= (uint)_matcher!.Sets || _reported[set])
        {
            throw new InvalidOutputException(
                $"{_matcher.Signal.Descriptor.Id} reported set {set} of {_matcher.Sets}{((uint)set < (uint)_matcher.Sets ? " twice" : "")}.");
        }

        return _reported[set] = true;
    }
}
