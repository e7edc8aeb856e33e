using Coop.Engine.Deciding;
using Coop.Engine.Rules.Conditions;
using Coop.Engine.Submissions;
using Coop.Storage;
using Coop.Storage.Decisions;
using Microsoft.EntityFrameworkCore;

namespace Coop.Tests.Storage;

public sealed class DecisionSummaryTests
{
    [Fact]
    public async Task A_list_has_what_the_whole_decisions_say_newest_first_page_by_page_and_of_one_item()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        var store = room.Get<IDecisionStore>();
        foreach (var (id, item) in new[] { ("s1", "a"), ("s2", "b"), ("s3", "a"), ("s4", "b") })
        {
            await DecideAsync(room, id, item);
        }

        var all = await store.ListSummariesAsync("org-1", null, null, 9, StoreRoom.Cancel);
        Assert.Equal((await store.ListAsync("org-1", null, 9, StoreRoom.Cancel)).Select(decision => Whole.Text(DecisionSummary.Of(decision))), all.Select(Whole.Text));
        Assert.Equal(["decision-s4", "decision-s3", "decision-s2", "decision-s1"], all.Select(summary => summary.Id));
        Assert.Equal((2, 1, 1, 1, 1), (all[0].Ran, all[0].Matched.Count, all[0].Unknown, all[0].Actions.Count, all[0].Reviews));

        var first = await store.ListSummariesAsync("org-1", "a", null, 1, StoreRoom.Cancel);
        Assert.Equal(["decision-s3"], first.Select(summary => summary.Id));
        Assert.Equal(["decision-s1"], (await store.ListSummariesAsync("org-1", "a", first[0].Id, 1, StoreRoom.Cancel)).Select(summary => summary.Id));
        Assert.Empty(await store.ListSummariesAsync("org-1", null, "no such decision", 9, StoreRoom.Cancel));
        Assert.Empty(await store.ListSummariesAsync("org-2", null, null, 9, StoreRoom.Cancel));
    }

    [Fact]
    public async Task A_decision_from_before_there_were_summaries_is_in_the_list_all_the_same()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        await DecideAsync(room, "s1", "a");
        await DecideAsync(room, "s2", "a");
        var store = room.Get<IDecisionStore>();
        var before = await store.ListSummariesAsync("org-1", null, null, 9, StoreRoom.Cancel);
        await using (var db = await room.Get<IDbContextFactory<CoopDb>>().CreateDbContextAsync(StoreRoom.Cancel))
        {
            Assert.Equal(1, await db.Set<DecisionSummaryRow>().Where(row => row.Sequence == 1).ExecuteDeleteAsync(StoreRoom.Cancel));
        }

        Assert.Equal(before.Select(Whole.Text), (await store.ListSummariesAsync("org-1", null, null, 9, StoreRoom.Cancel)).Select(Whole.Text));
        var rule = before[0].Matched[0].Id;
        Assert.Equal((2, 2), (await store.ListMatchesAsync("org-1", rule, 9, StoreRoom.Cancel)) is var recent ? (recent.Among, recent.Matches.Count) : default);
        Assert.Empty((await store.ListMatchesAsync("org-1", "rule-of-nobody", 9, StoreRoom.Cancel)).Matches);
    }

    private static Decision Decision(Submission submission) => Examples.Decision(submission, Examples.Triggered("execution of " + submission.Id, ruleIds: "rule-1")) with
    {
        Id = "decision-" + submission.Id,
        Rules =
        [
            new("rule-1", "Catch spam", "v1", RuleEnvironment.Live, true, ConditionOutcome.Passed, new SetTrace(Conjunction.And, [])),
            new("rule-2", "Cannot say", "v1", RuleEnvironment.Live, false, ConditionOutcome.Errored, new SetTrace(Conjunction.And, [])),
        ],
        Reviews = [new("rule-2", "The rule came out unknown.")],
    };

    private static async Task DecideAsync(StoreRoom room, string id, string item)
    {
        var store = room.Get<ISubmissionStore>();
        await store.AppendAsync([Examples.Submission("org-1", id, item)], StoreRoom.Cancel);
        var claim = Assert.Single(await store.ClaimAsync(1, TimeSpan.FromSeconds(30), StoreRoom.Cancel));
        Assert.True(await store.CompleteAsync(claim, Decision(claim.Submission), [], StoreRoom.Cancel));
    }
}
