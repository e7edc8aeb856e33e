using System.Runtime.CompilerServices;
using Coop.Integrations;

namespace Coop.Engine.Signals;

/// <summary>
/// What is held against one organisation's sets of matching values, by what is in them. Bounded: whoever changes his lists faster than the code can hang on them has those
/// forgotten that nobody has asked for in the meantime, and one that is in use only when more than half as many are. Thread-safe.
/// </summary>
/// <param name="places">How many threads its compiles may have at once, and as many its lists that are measured apart.</param>
internal sealed class OrgLateLists(int places, int most = OrgLateLists.MostLists)
{
    public const int MostLists = 100_000;

    private readonly Lock _lock = new();
    private Dictionary<UInt128, LateList> _lists = [];

    // Those that nobody has asked for since the others were begun.
    private Dictionary<UInt128, LateList> _older = [];
    private ConditionalWeakTable<MatchingValues, Known> _known = [];
    private volatile LateLists? _inForce;
    private volatile bool _hasNone = true;
    private int _lost;

    public bool HasAny => !_hasNone;

    public ListPlaces Compiling { get; } = new(places);

    public ListPlaces Measuring { get; } = new(places);

    public LateLists? InForce
    {
        get => _inForce;
        set => _inForce = value;
    }

    /// <summary>A thread is in a stopped matcher for longer than it may be.</summary>
    /// <returns>How many matchers have threads that are, with this one.</returns>
    public int Lose() => Interlocked.Increment(ref _lost);

    /// <summary>The last thread of such a matcher came back.</summary>
    public void Regain() => Interlocked.Decrement(ref _lost);

    /// <summary>
    /// It is known to hang by itself. If it was under suspicion, that is what was looked for, and the others are measured apart until they are compiled, which is no longer for each
    /// alone; one that hangs with the same text is found in its turn all the same.
    /// </summary>
    public LateList Found(MatchingValues set)
    {
        lock (_lock)
        {
            var wasSought = Get(MatchingContent.Of(set)) is { Doubt: MatchingDoubt.Suspect };
            var found = Note(set, MatchingDoubt.Late);
            if (wasSought)
            {
                foreach (var list in _lists.Values.Concat(_older.Values).Where(list => list.Doubt == MatchingDoubt.Suspect))
                {
                    list.Doubt = MatchingDoubt.None;
                }
            }

            return found;
        }
    }

    public LateList Note(MatchingValues set, MatchingDoubt doubt)
    {
        var content = MatchingContent.Of(set);
        lock (_lock)
        {
            if (Get(content) is not { } list)
            {
                Keep(content, list = new LateList());
            }

            // What was late stays so, whatever there was no thread for since.
            if (list.Doubt != MatchingDoubt.Late)
            {
                list.Doubt = doubt;
            }

            (_known, _hasNone) = ([], false);
            return list;
        }
    }

    /// <summary>They were compiled. Of one under suspicion, or found to hang meanwhile, that says nothing: it is how it matches that counts.</summary>
    public void Forget(IReadOnlyList<MatchingValues> sets)
    {
        if (_hasNone)
        {
            return;
        }

        UInt128[] contents = [.. sets.Select(MatchingContent.Of)];
        lock (_lock)
        {
            foreach (var content in contents)
            {
                if (Get(content) is { Doubt: MatchingDoubt.None or MatchingDoubt.Untried })
                {
                    _lists.Remove(content);
                }
            }

            (_known, _hasNone) = ([], _lists.Count + _older.Count == 0);
        }
    }

    public LateList? Find(MatchingValues set)
    {
        if (_hasNone)
        {
            return null;
        }

        lock (_lock)
        {
            if (_known.TryGetValue(set, out var known))
            {
                return known.List;
            }
        }

        var content = MatchingContent.Of(set);
        lock (_lock)
        {
            var list = Get(content);
            _known.AddOrUpdate(set, new Known(list));
            return list;
        }
    }

    private LateList? Get(UInt128 content)
    {
        if (!_lists.TryGetValue(content, out var list) && _older.Remove(content, out list))
        {
            Keep(content, list);
        }

        return list;
    }

    private void Keep(UInt128 content, LateList list)
    {
        if (_lists.Count >= most / 2)
        {
            // From here on whoever is still asked for shows it.
            (_older, _lists, _known) = (_lists, [], []);
        }

        _lists.Add(content, list);
    }

    private sealed record Known(LateList? List);
}
