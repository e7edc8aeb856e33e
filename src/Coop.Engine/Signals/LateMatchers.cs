using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Coop.Integrations;

namespace Coop.Engine.Signals;

/// <summary>
/// The sets of matching values that a signal's code did not compile, of each organisation: each for itself, whatever it was compiled together with. What was late is not given
/// to that code again as long as it is loaded: what hung once would hang at every change of a rule. Nobody else's sets are touched by it. Thread-safe.
/// </summary>
internal sealed class LateMatchers
{
    // Who has more of them changes his lists faster than the code can hang on them; then all are tried again.
    private const int MostLists = 100_000;

    private readonly ConcurrentDictionary<string, OfOrg> _byOrg = new(StringComparer.Ordinal);

    /// <summary>For the organisation's compiles.</summary>
    /// <param name="most">How many at once.</param>
    public CompilePlaces PlacesOf(string orgId, int most) => _byOrg.GetOrAdd(orgId, static (_, count) => new OfOrg(count), most).Places;

    public void Late(string orgId, MatchingValues set) => _byOrg[orgId].Note(set, MatchingDoubt.Late);

    public void Untried(string orgId, IReadOnlyList<MatchingValues> sets)
    {
        foreach (var set in sets)
        {
            _byOrg[orgId].Note(set, MatchingDoubt.Untried);
        }
    }

    /// <summary>They were compiled.</summary>
    public void Forget(string orgId, IReadOnlyList<MatchingValues> sets) => _byOrg[orgId].Forget(sets);

    /// <summary>Null when nothing is held against a set. The same set costs a look, whatever it holds.</summary>
    public LateList? Find(string orgId, MatchingValues set) => _byOrg.TryGetValue(orgId, out var org) ? org.Find(set) : null;

    /// <summary>What the organisation's rules look for apart, for this reason; null for nothing.</summary>
    public LateLists? InForce(string orgId) => _byOrg.TryGetValue(orgId, out var org) ? org.InForce : null;

    public void SetInForce(string orgId, LateLists? inForce)
    {
        if (_byOrg.TryGetValue(orgId, out var org))
        {
            org.InForce = inForce;
        }
    }

    private sealed class OfOrg(int places)
    {
        private readonly Dictionary<UInt128, LateList> _lists = [];
        private ConditionalWeakTable<MatchingValues, Known> _known = [];
        private volatile LateLists? _inForce;
        private volatile bool _hasNone = true;

        public CompilePlaces Places { get; } = new(places);

        public LateLists? InForce
        {
            get => _inForce;
            set => _inForce = value;
        }

        public void Note(MatchingValues set, MatchingDoubt doubt)
        {
            var content = MatchingContent.Of(set);
            lock (_lists)
            {
                if (_lists.Count >= MostLists)
                {
                    _lists.Clear();
                }

                if (!_lists.TryGetValue(content, out var list))
                {
                    _lists.Add(content, list = new LateList());
                }

                // What was late stays so, whatever there was no thread for since.
                if (list.Doubt != MatchingDoubt.Late)
                {
                    list.Doubt = doubt;
                }

                (_known, _hasNone) = ([], false);
            }
        }

        public void Forget(IReadOnlyList<MatchingValues> sets)
        {
            if (_hasNone)
            {
                return;
            }

            UInt128[] contents = [.. sets.Select(MatchingContent.Of)];
            lock (_lists)
            {
                foreach (var content in contents)
                {
                    _lists.Remove(content);
                }

                (_known, _hasNone) = ([], _lists.Count == 0);
            }
        }

        public LateList? Find(MatchingValues set)
        {
            if (_hasNone)
            {
                return null;
            }

            lock (_lists)
            {
                if (_known.TryGetValue(set, out var known))
                {
                    return known.List;
                }
            }

            var content = MatchingContent.Of(set);
            lock (_lists)
            {
                var list = _lists.GetValueOrDefault(content);
                _known.AddOrUpdate(set, new Known(list));
                return list;
            }
        }

        private sealed record Known(LateList? List);
    }
}
