using Coop.Storage.Keys;
using Coop.Storage.Sqlite;

namespace Coop.Storage.Retention;

/// <summary>
/// What a person was asked to look at must not be gone before anybody has: a decision with an open review job stays longer than others, up to bounds of its own. A review job comes with its
/// decision or never, so what was seen without one has none when it is taken away.
/// </summary>
internal sealed class OpenReviews(RetentionOptions options, RetentionClock clock)
{
    private static readonly Sql Asks = new("SELECT 1 FROM review_jobs WHERE key >= ?1 AND key < ?2");
    private static readonly Sql FirstTooMany = new("SELECT key FROM review_jobs WHERE org = ?1 ORDER BY key DESC LIMIT 1 OFFSET ?2");

    // Finding it reads the index of all that are kept, so it is done once in a walk.
    private readonly Dictionary<long, long> _lastTooMany = [];

    public void BeginWalk() => _lastTooMany.Clear();

    public OpenReview Of(Statements statements, OldDecision old) =>
        statements[Asks].Bind(1, OrdinalKey.Of(old.Sequence, 0)).Bind(2, OrdinalKey.Of(old.Sequence + 1, 0)).Scalar() is null ? OpenReview.None
        : old.DecidedAt < (clock.Now - options.Decisions - options.OpenReviews).UtcTicks || old.Sequence <= LastTooMany(statements, old.Org) ? OpenReview.GivenUp
        : OpenReview.Kept;

    private long LastTooMany(Statements statements, long org)
    {
        if (!_lastTooMany.TryGetValue(org, out var last))
        {
            last = statements[FirstTooMany].Bind(1, org).Bind(2, options.MostOpenReviews).Scalar() is { } key ? OrdinalKey.Sequence(key) : 0;
            _lastTooMany.Add(org, last);
        }

        return last;
    }
}

/// <summary>What an open review job does for a decision that became too old.</summary>
internal enum OpenReview
{
    /// <summary>It has none.</summary>
    None,

    Kept,

    /// <summary>Nobody looked for longer than anything is kept.</summary>
    GivenUp,
}

/// <summary>A decision that may be taken away, but for its review.</summary>
internal readonly record struct OldDecision(long Sequence, long Org, long DecidedAt);
