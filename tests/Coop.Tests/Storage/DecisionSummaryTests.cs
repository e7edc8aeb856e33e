using Coop.Engine.Deciding;
using Coop.Engine.Flow;
using Coop.Engine.Submissions;

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

        var all = (await store.ListSummariesAsync("org-1", null, null, 9, StoreRoom.Cancel))!;
        Assert.Equal((await store.ListAsync("org-1", null, 9, StoreRoom.Cancel))!.Select(decision => Whole.Text(DecisionSummary.Of(decision))), all.Select(Whole.Text));
        Assert.Equal([Examples.Id("s4"), Examples.Id("s3"), Examples.Id("s2"), Examples.Id("s1")], all.Select(summary => summary.Id));
        Assert.Equal((2, 1, 1, 1, 1), (all[0].Ran, all[0].Matched.Count, all[0].Unknown, all[0].Actions.Count, all[0].Reviews));

        var first = (await store.ListSummariesAsync("org-1", "a", null, 1, StoreRoom.Cancel))!;
        Assert.Equal([Examples.Id("s3")], first.Select(summary => summary.Id));
        Assert.Equal([Examples.Id("s1")], (await store.ListSummariesAsync("org-1", "a", first[0].Id, 1, StoreRoom.Cancel))!.Select(summary => summary.Id));
        Assert.Empty((await store.ListSummariesAsync("org-2", null, null, 9, StoreRoom.Cancel))!);
    }

    [Fact]
    public async Task Where_a_rule_matched_of_late_is_found_among_the_newest_decisions()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        await DecideAsync(room, "s1", "a");
        await DecideAsync(room, "s2", "a");
        var store = room.Get<IDecisionStore>();

        Assert.Equal((2, 2), (await store.ListMatchesAsync("org-1", "rule-1", 9, StoreRoom.Cancel)) is var recent ? (recent.Among, recent.Matches.Count) : default);
        Assert.Empty((await store.ListMatchesAsync("org-1", "rule-of-nobody", 9, StoreRoom.Cancel)).Matches);
    }

    private static Decision Decision(Submission submission) => Examples.Decision(submission, Examples.Triggered(submission.Id, ruleIds: "rule-1")) with
    {
        Ran = 2,
        Rules =
        [
            new("rule-1", "Catch spam", "v1", RuleEnvironment.Live, ConditionOutcome.Passed, UsedFallback: false),
            new("rule-2", "Cannot say", "v1", RuleEnvironment.Live, ConditionOutcome.Errored, UsedFallback: false),
        ],
        Reviews = [new("rule-2", "The rule came out unknown.")],
    };

    private static async Task DecideAsync(StoreRoom room, string id, string item)
    {
        var received = await room.AppendHeldAsync(Examples.Submission("org-1", id, item));
        await room.Get<IDecisionLog>().CommitAsync(Examples.Commit(received, Decision(received.Submission), []), StoreRoom.Cancel);
    }
}
