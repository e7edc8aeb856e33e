using Coop.Storage.Sqlite;
using Coop.Storage.Writing;
using Microsoft.Extensions.Logging;

namespace Coop.Storage.Retention;

/// <summary>One walk over decisions that became too old or too many: which of them are taken away, and which stay for their review. Both are counted, for those who are to know.</summary>
internal sealed partial class OldDecisions(WriteLane lane, OpenReviews reviews, ILogger logger)
{
    private readonly Dictionary<long, long> _kept = [];
    private long _givenUp;

    public void Begin()
    {
        reviews.BeginWalk();
        _kept.Clear();
        _givenUp = 0;
    }

    /// <param name="statements">Of a read.</param>
    public List<(OldDecision Decision, OpenReview Review)> Look(Statements statements, IReadOnlyList<OldDecision> old) => [.. old.Select(each => (each, reviews.Of(statements, each)))];

    /// <param name="countedFrom">Of those that stay, the ones that were decided earlier are not counted here.</param>
    public async Task TakeAsync(IReadOnlyList<(OldDecision Decision, OpenReview Review)> seen, long countedFrom, CancellationToken cancellationToken)
    {
        var old = seen.Where(each => each.Review != OpenReview.Kept).ToList();
        if (old.Count > 0)
        {
            _givenUp += await lane.GroupAsync(statements => old.Count(each => DecisionRemoval.Take(statements, each.Decision.Sequence) > 0 && each.Review == OpenReview.GivenUp), cancellationToken);
        }

        foreach (var (decision, _) in seen.Where(each => each.Review == OpenReview.Kept && each.Decision.DecidedAt >= countedFrom))
        {
            _kept[decision.Org] = _kept.GetValueOrDefault(decision.Org) + 1;
        }
    }

    /// <returns>By organisation, how many stay for their review.</returns>
    public IReadOnlyDictionary<long, long> End()
    {
        if (_givenUp > 0)
        {
            LogGivenUp(_givenUp);
        }

        return new Dictionary<long, long>(_kept);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "{Count} decisions that asked for a person to look at their items were taken away, and nobody had looked: they were too old by Retention:Decisions and Retention:OpenReviews together, or more than Retention:MostOpenReviews. Raise these if they have to wait longer")]
    private partial void LogGivenUp(long count);
}
