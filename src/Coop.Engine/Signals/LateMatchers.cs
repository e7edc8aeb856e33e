using System.Collections.Concurrent;
using Coop.Integrations;

namespace Coop.Engine.Signals;

/// <summary>
/// The sets of matching values that a signal's code did not get compiled in time, of each organisation. They are not given to it again as long as that code is
/// loaded: what hung once would hang at every change of a rule. Nobody else's sets are touched by it. Thread-safe.
/// </summary>
internal sealed class LateMatchers
{
    // Who has more of them changes his lists faster than the code can hang on them.
    private const int MostSets = 100_000;

    private readonly ConcurrentDictionary<string, OfOrg> _byOrg = new(StringComparer.Ordinal);

    public void Add(string orgId, IReadOnlyList<MatchingValues> sets)
    {
        var org = _byOrg.GetOrAdd(orgId, static _ => new OfOrg());
        lock (org.Sets)
        {
            foreach (var set in sets)
            {
                org.Sets.Add(MatchingContent.Of(set));
            }
        }
    }

    /// <summary>Whether a set is not to be compiled.</summary>
    public bool Has(string orgId, MatchingValues set)
    {
        if (!_byOrg.TryGetValue(orgId, out var org))
        {
            return false;
        }

        var content = MatchingContent.Of(set);
        lock (org.Sets)
        {
            return org.Sets.Count > MostSets || org.Sets.Contains(content);
        }
    }

    /// <summary>What the organisation's rules look for one by one, for this reason; null for nothing.</summary>
    public LateInForce? InForce(string orgId) => _byOrg.TryGetValue(orgId, out var org) ? org.InForce : null;

    public void SetInForce(string orgId, LateInForce? inForce)
    {
        if (_byOrg.TryGetValue(orgId, out var org))
        {
            org.InForce = inForce;
        }
    }

    private sealed class OfOrg
    {
        private volatile LateInForce? _inForce;

        public LateInForce? InForce
        {
            get => _inForce;
            set => _inForce = value;
        }

        public HashSet<UInt128> Sets { get; } = [];
    }
}

/// <summary>What an organisation's rules look for one by one.</summary>
/// <param name="Sets">How many sets of matching values.</param>
/// <param name="Limit">In which compiling them was not done.</param>
internal sealed record LateInForce(int Sets, TimeSpan Limit);
