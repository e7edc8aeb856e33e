using Coop.Engine.Actions;
using Coop.Engine.Deciding;
using Coop.Engine.Flow;
using Coop.Engine.Items;
using Coop.Engine.Policies;
using Coop.Engine.Review;
using Coop.Integrations;
using Coop.Tests.Storage;

namespace Coop.Tests.Flow;

public sealed class ConsequencesTests
{
    [Fact]
    public async Task However_many_rules_could_not_find_out_a_person_is_asked_once()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        var item = await room.AppendHeldAsync(Examples.Submission("org-1"));
        var decision = Examples.Decision(item.Submission, Examples.Triggered("look", ActionType.EnqueueToMrt)) with
        {
            Reviews = [.. Enumerable.Range(0, 40_000).Select(i => new ReviewReason($"r{i / 2}", $"The rule '{i / 4}' came out unknown."))],
        };

        var about = new Item { Id = "item-1", Type = Examples.ItemType("org-1"), Data = Examples.Json("{}"), Values = new Dictionary<string, IReadOnlyList<ScalarValue>>() };

        var commit = Consequences.Of(item, decision, new KeptPlan(decision.PlanId, []), about, new Dictionary<string, ModerationAction>(), new Dictionary<string, Policy>(), []);

        Assert.Equal([ReviewJobKind.Item, ReviewJobKind.UnknownOutcome], commit.Reviews.Select(job => job.Kind));
        Assert.Equal(Enumerable.Range(0, 20_000).Select(i => $"r{i}"), commit.Reviews[1].RuleIds);
        Assert.Equal(
            """
            The rule '0' came out unknown.
            The rule '1' came out unknown.
            The rule '2' came out unknown.
            The rule '3' came out unknown.
            The rule '4' came out unknown.
            And 9995 more, which the decision names.
            """,
            commit.Reviews[1].Reason);
        Assert.Equal(CommitOutcome.Committed, await room.Get<IDecisionLog>().CommitAsync(commit, StoreRoom.Cancel));
    }
}
