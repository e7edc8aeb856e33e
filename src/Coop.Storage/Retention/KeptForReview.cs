using Coop.Storage.Keys;

namespace Coop.Storage.Retention;

/// <summary>How many decisions are still there only because nobody has looked at their items yet, as the last walks over them found.</summary>
internal sealed class KeptForReview(KeyRing keys) : IKeptForReview
{
    private volatile IReadOnlyDictionary<long, long> _old = new Dictionary<long, long>();
    private volatile IReadOnlyDictionary<long, long> _surplus = new Dictionary<long, long>();

    public long Count(string orgId) => keys.FindOrg(orgId) is { } org ? _old.GetValueOrDefault(org) + _surplus.GetValueOrDefault(org) : 0;

    public void SetOld(IReadOnlyDictionary<long, long> byOrg) => _old = byOrg;

    /// <param name="byOrg">Those that are not too old as well.</param>
    public void SetSurplus(IReadOnlyDictionary<long, long> byOrg) => _surplus = byOrg;
}

/// <summary>What is kept beyond its time for those who have to look at it.</summary>
public interface IKeptForReview
{
    /// <summary>As this process saw it in its last walk, which is a minute ago or two.</summary>
    long Count(string orgId);
}
