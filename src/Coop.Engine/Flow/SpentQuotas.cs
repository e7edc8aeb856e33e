using System.Collections.Concurrent;
using Coop.Engine.Deciding;

namespace Coop.Engine.Flow;

/// <summary>
/// The rules whose daily limit is known to be reached, so that later items of the day need not find it out by a refused commit. Only a note: what counts is what the
/// commit says.
/// </summary>
internal sealed class SpentQuotas
{
    private static readonly IReadOnlySet<string> None = new HashSet<string>();

    private readonly ConcurrentDictionary<string, OrgDay> _byOrg = new(StringComparer.Ordinal);

    public void Note(string orgId, DateOnly day, IEnumerable<QuotaClaim> spent)
    {
        foreach (var claim in spent)
        {
            _byOrg.AddOrUpdate(
                orgId,
                static (_, added) => new OrgDay(added.Day, [added.Claim]),
                static (_, known, added) => known.Day == added.Day ? known with { Claims = [.. known.Claims.Where(other => other.RuleId != added.Claim.RuleId), added.Claim] } : new OrgDay(added.Day, [added.Claim]),
                (Day: day, Claim: claim));
        }
    }

    /// <param name="limits">The rules' limits as they are now: one that was raised since is not spent.</param>
    public IReadOnlySet<string> Of(string orgId, DateOnly day, IReadOnlyDictionary<string, int> limits)
    {
        if (limits.Count == 0 || !_byOrg.TryGetValue(orgId, out var known) || known.Day != day)
        {
            return None;
        }

        return known.Claims.Where(claim => limits.TryGetValue(claim.RuleId, out var most) && most <= claim.MostDaily)
            .Select(claim => claim.RuleId).ToHashSet(StringComparer.Ordinal);
    }

    private sealed record OrgDay(DateOnly Day, IReadOnlyList<QuotaClaim> Claims);
}
