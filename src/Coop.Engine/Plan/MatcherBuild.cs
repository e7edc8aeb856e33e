using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Engine.Plan;

/// <summary>
/// Makes the matchers of a group. What works is kept until what takes its place works. When sets cannot be compiled together, each is compiled for itself, so that what one
/// of them does to the author's code costs no other its matcher; each one that hangs costs a thread and the limit once, and there are as many threads as the runner has.
/// </summary>
internal sealed class MatcherBuild(CatalogueSignal signal, MatcherWay way, Dictionary<MatchingValues, int[]> places, CancellationToken cancellationToken)
{
    private const int MostParts = 4;

    private readonly List<MatcherPart> _parts = [];

    /// <summary>How many parts there have to be before joining them is tried again: what did not go together is not tried at each edit.</summary>
    public int JoinsAt { get; private set; }

    public async Task<MatcherPart[]> RunAsync(MatcherGroup? before)
    {
        JoinsAt = before?.JoinsAt ?? 0;
        _parts.AddRange((before?.Parts ?? []).Select(part => part.For(places)).Where(part => part.IsSound && !IsGuilty(part)));
        var covered = _parts.SelectMany(part => part.Sets).ToHashSet();
        var fresh = places.Keys.Where(set => !covered.Contains(set)).ToLookup(set => way.DoubtOf(signal, set));
        await AddAsync([.. fresh[MatchingDoubt.None]]).ConfigureAwait(false);
        // Something hung when these came: whatever they do, they do it alone.
        await AddEachAsync([.. fresh[MatchingDoubt.Untried]]).ConfigureAwait(false);
        foreach (var set in fresh[MatchingDoubt.Suspect])
        {
            await CompileAsync([set]).ConfigureAwait(false);
        }

        // It may have been found out while the others were compiled.
        var joined = _parts.Where(part => part.Live.All(set => way.DoubtOf(signal, set) is not (MatchingDoubt.Suspect or MatchingDoubt.Late))).ToList();
        await JoinAsync(joined.Count > MostParts ? joined : [.. joined.Where(part => part.IsWorn)]).ConfigureAwait(false);
        return [.. _parts];
    }

    /// <summary>Whether one of its sets was found to hang: it would take the thread of whoever matches, and the others' answer, also where nobody looks for that set any more.</summary>
    private bool IsGuilty(MatcherPart part) => part.Sets.Any(set => way.DoubtOf(signal, set) == MatchingDoubt.Late);

    private async Task AddAsync(IReadOnlyList<MatchingValues> sets)
    {
        if (sets.Count > 0 && await CompileAsync(sets).ConfigureAwait(false) is CompileEnd.Failed or CompileEnd.Late && sets.Count > 1)
        {
            await AddEachAsync(sets).ConfigureAwait(false);
        }
    }

    private async Task AddEachAsync(IReadOnlyList<MatchingValues> sets)
    {
        var first = _parts.Count;
        foreach (var set in sets)
        {
            await CompileAsync([set]).ConfigureAwait(false);
        }

        if (_parts.Count - first > 1)
        {
            await JoinAsync(_parts[first..]).ConfigureAwait(false);
        }
    }

    private async Task<CompileEnd> CompileAsync(IReadOnlyList<MatchingValues> sets)
    {
        var (matcher, end) = await way.CompileAsync(signal, sets, cancellationToken).ConfigureAwait(false);
        if (matcher is not null)
        {
            _parts.Add(new MatcherPart(matcher, sets, places));
        }
        else if (end == CompileEnd.NotBegun)
        {
            way.LeaveUntried(signal, sets);
        }

        return end;
    }

    /// <summary>Makes one part of several; of as many as go together when not all do. None is given up for nothing.</summary>
    private async Task JoinAsync(List<MatcherPart> parts)
    {
        if (parts.Count == 0 || _parts.Count < JoinsAt)
        {
            return;
        }

        var end = await TryJoinAsync(parts).ConfigureAwait(false);
        if (end is not (CompileEnd.Failed or CompileEnd.Late))
        {
            JoinsAt = end == CompileEnd.Made ? 0 : JoinsAt;
            return;
        }

        foreach (var bunch in parts.Chunk((int)Math.Ceiling(Math.Sqrt(parts.Count))).Where(bunch => bunch.Length > 1))
        {
            if (await TryJoinAsync(bunch).ConfigureAwait(false) is not CompileEnd.Made)
            {
                break;
            }
        }

        JoinsAt = 2 * _parts.Count;
    }

    private async Task<CompileEnd> TryJoinAsync(IReadOnlyList<MatcherPart> parts)
    {
        List<MatchingValues> sets = [.. parts.SelectMany(part => part.Live).Distinct()];
        var (matcher, end) = await way.CompileAsync(signal, sets, cancellationToken).ConfigureAwait(false);
        if (matcher is not null)
        {
            _parts.RemoveAll(parts.Contains);
            _parts.Add(new MatcherPart(matcher, sets, places));
        }

        return end;
    }
}
