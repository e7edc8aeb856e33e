using System.Collections.Concurrent;
using Coop.Integrations;

namespace Coop.Engine.Signals;

/// <summary>
/// The sets of matching values that a signal's code did not compile, or did not come back from matching against, of each organisation: each for itself, whatever it was together
/// with. What was late is not given to that code again as long as it is loaded: what hung once would hang at every change of a rule. Nobody else's sets are touched by it. Thread-safe.
/// </summary>
internal sealed class LateMatchers
{
    private readonly ConcurrentDictionary<string, OrgLateLists> _byOrg = new(StringComparer.Ordinal);

    /// <summary>For the organisation's compiles.</summary>
    /// <param name="most">How many at once.</param>
    public ListPlaces CompilingOf(string orgId, int most) => Of(orgId, most).Compiling;

    /// <summary>For the organisation's lists that are measured apart.</summary>
    /// <param name="most">How many at once.</param>
    public ListPlaces MeasuringOf(string orgId, int most) => Of(orgId, most).Measuring;

    public void Late(string orgId, MatchingValues set) => _byOrg[orgId].Note(set, MatchingDoubt.Late);

    public void Untried(string orgId, IReadOnlyList<MatchingValues> sets)
    {
        foreach (var set in sets)
        {
            _byOrg[orgId].Note(set, MatchingDoubt.Untried);
        }
    }

    /// <summary>A matcher of these did not come back from matching.</summary>
    /// <param name="isLost">Whether it has a thread now that it does not give back.</param>
    /// <param name="most">How many matchers may have such threads at once. When so many do, the code is not tried with what is under suspicion any more.</param>
    public void Stuck(string orgId, IReadOnlyList<MatchingValues> sets, bool isLost, int most)
    {
        var org = Of(orgId, most);
        // The last one is for those that are joined again after this.
        var isLate = isLost && org.Lose() >= most - 1;
        if (sets.Count == 1)
        {
            org.Found(sets[0]);
            return;
        }

        foreach (var set in sets)
        {
            org.Note(set, isLate ? MatchingDoubt.Late : MatchingDoubt.Suspect);
        }
    }

    /// <summary>Measuring with it alone did not come to its end: if it was under suspicion, no other is any more.</summary>
    /// <param name="most">How many of the organisation's compiles may run at once.</param>
    public LateList Found(string orgId, MatchingValues set, int most) => Of(orgId, most).Found(set);

    /// <summary>The last thread that a stopped matcher had came back.</summary>
    public void CameBack(string orgId, int most) => Of(orgId, most).Regain();

    /// <summary>They were compiled.</summary>
    public void Forget(string orgId, IReadOnlyList<MatchingValues> sets) => _byOrg[orgId].Forget(sets);

    /// <summary>Whether something is held against a list of the organisation.</summary>
    public bool HasAny(string orgId) => _byOrg.TryGetValue(orgId, out var org) && org.HasAny;

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

    private OrgLateLists Of(string orgId, int most) => _byOrg.GetOrAdd(orgId, static (_, count) => new OrgLateLists(count), most);
}
