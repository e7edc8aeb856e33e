using Coop.Engine.Actions;
using Coop.Engine.Deciding;
using Coop.Storage.Retention;
using Coop.Tests.Storage;

namespace Coop.Tests.Retention;

/// <summary>Retention takes away where a page ended while the next one is asked for.</summary>
public sealed class PageGoneTests
{
    [Fact]
    public async Task That_is_said_and_does_not_look_like_the_end_of_the_list()
    {
        await using var room = await StoreRoom.OpenAsync(new RetentionOptions { Decisions = TimeSpan.FromDays(30) });
        await room.AddOrgAsync();
        await room.SweepAsync();
        await room.DecideAsync("org-1", "last");
        room.Time.Advance(TimeSpan.FromDays(31));
        await room.DecideAsync("org-1", "newest");
        var feature = new DecisionFeature(new Swept(room), null!);

        var page = await feature.ListSummariesAsync("org-1", null, Examples.Id("last"), 9, StoreRoom.Cancel);

        var problem = Assert.Single(page.Problems);
        Assert.EndsWith("or none any more. Leave it out to begin with the newest.", problem.Detail, StringComparison.Ordinal);
    }

    /// <summary>Whatever was read before the page is read from what was there before the sweep.</summary>
    private sealed class Swept(StoreRoom room) : IDecisionStore
    {
        private readonly IDecisionStore _store = room.Get<IDecisionStore>();

        public async Task<IReadOnlyList<DecisionSummary>?> ListSummariesAsync(string orgId, string? itemId, string? before, int most, CancellationToken cancellationToken)
        {
            await room.SweepAsync();
            return await _store.ListSummariesAsync(orgId, itemId, before, most, cancellationToken);
        }

        public Task<Decision?> FindAsync(string orgId, string id, CancellationToken cancellationToken) => _store.FindAsync(orgId, id, cancellationToken);

        public Task<IReadOnlyList<Decision>?> ListByItemAsync(string orgId, string itemId, string? before, int most, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<Decision>?> ListAsync(string orgId, string? before, int most, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<RecentMatches> ListMatchesAsync(string orgId, string ruleId, int among, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<ActionExecution>> ListExecutionsAsync(string orgId, string decisionId, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
