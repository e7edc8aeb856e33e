using System.Text.Json;
using Coop.Engine.Deciding;
using Coop.Engine.Flow;
using Coop.Engine.People;
using Coop.Engine.Problems;
using Coop.Engine.Rules;
using Coop.Engine.Rules.Conditions;
using Coop.Engine.Rules.Trials;
using Coop.Tests.Server;
using Coop.Tests.Support;

namespace Coop.Tests.Rules;

/// <summary>What a person does with a rule before and while it is live, through the doors the pages call.</summary>
public sealed class RuleTrialTests(FirstPartyServer fixture) : IClassFixture<FirstPartyServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_unfinished_rule_is_tried_on_pasted_data_and_on_an_item_as_posted()
    {
        var (orgId, typeId, _) = await FurnishAsync();
        var unfinished = Draft(typeId) with { Name = null, Status = null };

        var onData = await TryAsync(orgId, new RuleTrialDraft(unfinished, """{ "text": "buy followers now" }""", typeId));
        Assert.Equal((RuleEnvironment.Backtest, ConditionOutcome.Passed), (onData.Outcome.Environment, onData.Outcome.Outcome));
        var leaf = Assert.IsType<LeafTrace>(Assert.Single(Assert.IsType<SetTrace>(onData.Conditions).Conditions));
        Assert.Equal("buy followers", leaf.MatchedValue);
        Assert.Equal(["buy followers now"], onData.Subject.ValuesOf(leaf.Condition.Input)!);
        Assert.Null(onData.Subject.ValuesOf(new ConditionInput.Aggregate(CoopInput.AuthorUser)));

        var posted = $$"""{ "items": [{ "id": "p1", "typeId": "{{typeId}}", "data": { "text": "hello" } }] }""";
        var onItem = await TryAsync(orgId, new RuleTrialDraft(unfinished, posted, null));
        Assert.Equal(("p1", ConditionOutcome.Failed), (onItem.Subject.ItemId, onItem.Outcome.Outcome));
        Assert.Empty(await fixture.Server.Get<RuleFeature>().ListAsync(orgId, Cancel));
        Assert.Empty((await fixture.Server.Get<IDecisionStore>().ListAsync(orgId, null, 1, Cancel))!);
    }

    [Theory]
    [InlineData("", "/item")]
    [InlineData("{ nonsense", "/item")]
    [InlineData("[]", "/item")]
    [InlineData("""{ "text": { "nested": true } }""", "/item")]
    [InlineData("""{ "id": "x", "typeId": "gone", "data": {} }""", "/item")]
    public async Task An_item_that_cannot_be_judged_is_refused_beside_the_item(string item, string pointer)
    {
        var (orgId, typeId, _) = await FurnishAsync();
        var run = await fixture.Server.Get<RuleTrialFeature>().RunAsync(orgId, new RuleTrialDraft(Draft(typeId), item, typeId), Cancel);
        Assert.Equal(pointer, Assert.Single(run.Problems.Select(problem => problem.Pointer).Distinct()));
    }

    [Fact]
    public async Task What_is_wrong_with_the_conditions_is_said_with_its_place()
    {
        var (orgId, typeId, _) = await FurnishAsync();
        var broken = Draft(typeId) with { Conditions = JsonElement.Parse("""{ "conjunction": "AND", "conditions": [ { } ] }""") };
        var run = await fixture.Server.Get<RuleTrialFeature>().RunAsync(orgId, new RuleTrialDraft(broken, """{ "text": "x" }""", typeId), Cancel);
        Assert.Contains(run.Problems, problem => problem.Pointer == "/conditions/conditions/0/input");
    }

    [Fact]
    public async Task Only_who_may_change_live_rules_makes_one_live_changes_it_or_deletes_it()
    {
        var (orgId, typeId, _) = await FurnishAsync();
        var rules = fixture.Server.Get<RuleFeature>();
        var (analyst, manager, moderator) = (new Actor(orgId, "a", Role.Analyst), new Actor(orgId, "m", Role.RulesManager), new Actor(orgId, "x", Role.Moderator));
        var (draft, live) = (Draft(typeId), Draft(typeId) with { Status = "LIVE" });

        Assert.Equal(["people.not-allowed"], Codes(await rules.CreateAsync(moderator, draft, Cancel)));
        Assert.Equal(["people.not-allowed"], Codes(await rules.CreateAsync(analyst, live, Cancel)));
        var saved = (await rules.CreateAsync(analyst, draft, Cancel)).Value.Value.Rule;
        Assert.Equal("a", saved.CreatorId);
        Assert.Equal(["people.not-allowed"], Codes(await rules.ReplaceAsync(analyst, saved.Id, live, null, Cancel)));
        Assert.Equal(RuleStatus.Live, (await rules.ReplaceAsync(manager, saved.Id, live, null, Cancel)).Value.Value.Status);
        Assert.Equal(["people.not-allowed"], Codes(await rules.ReplaceAsync(analyst, saved.Id, draft, null, Cancel)));
        Assert.Equal(["people.not-allowed"], Codes(await rules.DeleteAsync(analyst, saved.Id, null, Cancel)));
        Assert.Equal(["resource.not-found"], Codes(await rules.ReplaceAsync(manager with { OrgId = "other" }, saved.Id, draft, null, Cancel)));
        Assert.Empty((await rules.DeleteAsync(manager, saved.Id, null, Cancel)).Problems);
    }

    [Fact]
    public async Task Recent_items_are_the_organisations_own_decided_ones_of_the_types_asked_for_newest_first()
    {
        var (orgId, typeId, moderation) = await FurnishAsync();
        var other = await moderation.PostTypeAsync("Other");
        foreach (var (id, type) in new[] { ("one", typeId), ("two", typeId), ("three", other) })
        {
            await moderation.SubmitAsync(Moderation.Item(id, type));
            await moderation.DecisionsAsync(id);
        }

        var items = fixture.Server.Get<SubmittedItemFeature>();
        var recent = await items.ListRecentAsync(orgId, [typeId], 9, Cancel);
        Assert.Equal(["two", "one"], recent.Select(item => item.ItemId));
        Assert.Single(await items.ListRecentAsync(orgId, [typeId, other], 1, Cancel));
        Assert.Empty(await items.ListRecentAsync("another", [typeId], 9, Cancel));
        var one = (await items.FindAsync(orgId, recent[1].Id, Cancel)).Value;
        Assert.Equal(("one", "one"), (one.Submission.ItemId, one.Subject!.ItemId));
        Assert.NotEmpty(one.Subject.ValuesOf(new ConditionInput.Aggregate(CoopInput.AllText))!);
        Assert.Equal(["resource.not-found"], Codes(await items.FindAsync("another", recent[1].Id, Cancel)));
    }

    private static RuleDraft Draft(string typeId) => new()
    {
        Name = "Sells followers",
        Status = "DRAFT",
        ItemTypeIds = [typeId],
        Conditions = JsonElement.Parse("""
            { "conjunction": "AND", "conditions": [ {
                "input": { "type": "CONTENT_COOP_INPUT", "name": "All text" },
                "signal": { "id": "{\"type\":\"TEXT_MATCHING_CONTAINS_TEXT\"}", "type": "TEXT_MATCHING_CONTAINS_TEXT" },
                "matchingValues": { "strings": ["buy followers"] } } ] }
            """),
    };

    private static string[] Codes<T>(Result<T> result) => [.. result.Problems.Select(problem => problem.Code)];

    private async Task<RuleTrial> TryAsync(string orgId, RuleTrialDraft draft) => (await fixture.Server.Get<RuleTrialFeature>().RunAsync(orgId, draft, Cancel)).Value;

    private async Task<(string OrgId, string TypeId, Moderation Moderation)> FurnishAsync()
    {
        var moderation = new Moderation(await fixture.Server.CreateOrgAsync());
        return (moderation.Org.Id, await moderation.PostTypeAsync(), moderation);
    }
}
