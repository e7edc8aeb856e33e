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
    private static Item About => new() { Id = "item-1", Type = Examples.ItemType("org-1"), Data = Examples.Json("{}"), Values = new Dictionary<string, IReadOnlyList<ScalarValue>>() };

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

        var commit = Consequences.Of(item, decision, new KeptPlan(decision.PlanId, []), About, new Dictionary<string, ModerationAction>(), new Dictionary<string, Policy>(), []);

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

    [Theory]
    [InlineData(ActionType.EnqueueToMrt, ReviewJobKind.Item)]
    [InlineData(ActionType.EnqueueAuthorToMrt, ReviewJobKind.Author)]
    [InlineData(ActionType.EnqueueToNcmec, ReviewJobKind.ChildSafety)]
    [InlineData(ActionType.CustomAction, null)]
    public async Task An_action_for_people_says_about_whom_they_are_asked(ActionType type, ReviewJobKind? kind)
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        var item = await room.AppendHeldAsync(Examples.Submission("org-1"));
        var decision = Examples.Decision(item.Submission, Examples.Triggered("look", type, "rule-1"));

        var commit = Consequences.Of(item, decision, new KeptPlan(decision.PlanId, []), About, new Dictionary<string, ModerationAction>(), new Dictionary<string, Policy>(), []);

        Assert.Equal(kind is { } asked ? [asked] : [], commit.Reviews.Select(job => job.Kind));
        Assert.All(commit.Reviews, job => Assert.Equal((decision.Actions[0].ExecutionId, "rule-1", "policy-1", null), (job.ExecutionId, job.RuleIds.Single(), job.PolicyIds.Single(), job.Reason)));
        Assert.Equal(kind is null ? ActionExecutionState.Failed : ActionExecutionState.Delivered, commit.Executions.Single().State);
        Assert.Equal(CommitOutcome.Committed, await room.Get<IDecisionLog>().CommitAsync(commit, StoreRoom.Cancel));
    }
}
