using Coop.Engine.Actions;
using Coop.Engine.Rules;
using Coop.Integrations;
using Coop.Tests.Support;
using static Coop.Tests.Rules.World;

namespace Coop.Tests.Rules;

/// <summary>What is checked when a rule is saved.</summary>
public class RuleDraftTests
{
    private readonly World _world = new();

    public RuleDraftTests()
    {
        _world.Actions.Add(new ModerationAction { Id = "delete", OrgId = OrgId, Name = "Delete", Type = ActionType.CustomAction, CallbackUrl = "https://example.com" });
        _world.Add("SCORE", SignalOutputType.Number, _ => SignalResult.Scored(1));
        _world.Add("LEVEL", SignalOutputType.Enum(true, "LOW", "HIGH"), _ => SignalResult.Scored("LOW"));
        _world.AddContains();
        _world.Signals.Add(new ScriptedSignal(ScriptedSignal.Describe("ROUTING_ONLY", SignalOutputType.Boolean) with { AllowedInAutomatedRules = false }, _ => SignalResult.Scored(true)));
    }

    [Fact]
    public void A_sound_draft_becomes_a_rule()
    {
        var rule = Draft($$"""{ "input": {{Field("text")}}, "signal": {{Signal("SCORE")}}, "comparator": "GREATER_THAN", "threshold": 0.5 }""")
            .Validate("r", null, _world.Surroundings, "me", Now).Value;
        Assert.Equal(("r", "me", RuleStatus.Live, Now), (rule.Id, rule.CreatorId, rule.Status, rule.CreatedAt));
        var changed = Draft($$"""{ "input": {{Field("text")}}, "comparator": "IS_NOT_PROVIDED" }""").Validate("r", rule, _world.Surroundings, "other", Now).Value;
        Assert.Equal("me", changed.CreatorId);
    }

    [Fact]
    public void Everything_wrong_is_reported_at_once()
    {
        var draft = new RuleDraft
        {
            Status = "ON",
            ItemTypeIds = [],
            PolicyIds = ["gone"],
            MaxDailyActions = 1.5,
            OnUnknown = "PANIC",
            Actions = [new RuleActionDraft("gone"), new RuleActionDraft("delete", Json("""{"x":1}"""))],
        };
        Assert.Equal(
            ["/name", "/status", "/onUnknown", "/maxDailyActions", "/itemTypeIds", "/policyIds/0", "/actions/0/actionId", "/actions/1/parameters/x", "/conditions"],
            draft.Validate("r", null, _world.Surroundings, null, Now).Problems.Select(problem => problem.Pointer));
    }

    [Fact]
    public void A_rule_that_cannot_be_decided_in_an_items_time_is_refused_with_the_limit_named()
    {
        var leaf = $$"""{ "input": {{Field("text")}}, "comparator": "IS_NOT_PROVIDED" }""";
        Assert.Empty(Draft(string.Join(',', Enumerable.Repeat(leaf, 1_000))).Validate("r", null, _world.Surroundings, null, Now).Problems);
        var wide = Assert.Single(Draft(string.Join(',', Enumerable.Repeat(leaf, 1_001))).Validate("r", null, _world.Surroundings, null, Now).Problems);
        Assert.Equal(("rule.too-large", "/conditions"), (wide.Code, wide.Pointer));
        Assert.Contains("1,000", wide.Detail, StringComparison.Ordinal);
        var deep = string.Concat(Enumerable.Repeat("""{ "conjunction": "AND", "conditions": [""", 20)) + leaf + string.Concat(Enumerable.Repeat("] }", 20));
        Assert.Equal(["rule.too-large"], Draft(deep).Validate("r", null, _world.Surroundings, null, Now).Problems.Select(problem => problem.Code));
    }

    [Theory]
    [InlineData("now-7d", true)]
    [InlineData("now", true)]
    [InlineData("now+36h", true)]
    [InlineData("now-7y", false)]
    [InlineData("now - 7d", false)]
    [InlineData("now-99999999d", false)]
    public void A_date_may_be_told_from_the_moment_of_judging(string threshold, bool isSound)
    {
        var made = Draft($$"""{ "input": {{Field("made")}}, "comparator": "GREATER_THAN", "threshold": "{{threshold}}" }""").Validate("r", null, _world.Surroundings, null, Now);
        Assert.Equal(isSound ? [] : ["/conditions/conditions/0/threshold"], made.Problems.Select(problem => problem.Pointer));
    }

    [Theory]
    [InlineData("SCORE", "text", "\"comparator\": \"GREATER_THAN\", \"threshold\": \"high\"", "/threshold")]
    [InlineData("SCORE", "text", "\"comparator\": \"GREATER_THAN\"", "/threshold")]
    [InlineData("SCORE", "text", "\"threshold\": 1", "/threshold")]
    [InlineData("SCORE", "count", "\"comparator\": \"GREATER_THAN\", \"threshold\": 1", "/input")]
    [InlineData("SCORE", "missing", "\"comparator\": \"GREATER_THAN\", \"threshold\": 1", "/input/name")]
    [InlineData("LEVEL", "text", "\"comparator\": \"EQUALS\", \"threshold\": \"MEDIUM\"", "/threshold")]
    [InlineData("CONTAINS", "text", "\"comparator\": \"EQUALS\", \"threshold\": \"true\"", "/matchingValues")]
    [InlineData("CONTAINS", "text", "\"matchingValues\": { \"textBankIds\": [\"gone\"] }", "/matchingValues/textBankIds/0")]
    [InlineData("SCORE", "text", "\"matchingValues\": { \"strings\": [\"x\"] }, \"comparator\": \"EQUALS\", \"threshold\": 1", "/matchingValues")]
    [InlineData("NOT_INSTALLED", "text", "\"comparator\": \"EQUALS\", \"threshold\": 1", "/signal/id")]
    [InlineData("SCORE", "text", "\"comparator\": \"IS_NOT_PROVIDED\"", "")]
    [InlineData("ROUTING_ONLY", "text", "\"comparator\": \"EQUALS\", \"threshold\": \"true\"", "/signal")]
    public void A_condition_that_cannot_work_is_refused_with_its_place(string signal, string field, string rest, string pointer)
    {
        var draft = Draft($$"""{ "input": {{Field(field)}}, "signal": {{Signal(signal)}}, {{rest}} }""");
        var problem = Assert.Single(draft.Validate("r", null, _world.Surroundings, null, Now).Problems);
        Assert.Equal("/conditions/conditions/0" + pointer, problem.Pointer);
        Assert.Equal(pointer == "/matchingValues", problem.Code == "rule.matching-values-invalid");
    }

    [Theory]
    [InlineData("{ \"id\": \"{\\\"type\\\":\\\"ROUTING_ONLY\\\"}\", \"type\": \"SCORE\" }")]
    [InlineData("{ \"id\": \"{\\\"type\\\":\\\"COUNTING\\\"}\", \"args\": { \"clause\": { \"conditionSet\": { \"conjunction\": \"AND\", \"conditions\": [{ \"input\": { \"type\": \"CONTENT_COOP_INPUT\", \"name\": \"All text\" }, \"signal\": { \"id\": \"{\\\"type\\\":\\\"ROUTING_ONLY\\\"}\" } }] } } } }")]
    public void P19_D_12_a_signal_for_routing_is_refused_with_actions_by_its_id_and_inside_arguments(string signal)
    {
        _world.Add("COUNTING", SignalOutputType.Boolean, _ => SignalResult.Scored(true));
        var draft = Draft($$"""{ "input": {{Field("text")}}, "signal": {{signal}} }""");
        Assert.Contains("rule.signal-not-automated", draft.Validate("r", null, _world.Surroundings, null, Now).Problems.Select(problem => problem.Code));
        var without = (draft with { Actions = [] }).Validate("r", null, _world.Surroundings, null, Now);
        Assert.True(without.TryGet(out var rule));
        Assert.False(draft.Validate("r", rule, _world.Surroundings, null, Now).TryGet(out _));
    }

    [Fact]
    public void Expired_is_stored_as_an_expiration_now()
    {
        var draft = Draft($$"""{ "input": {{Field("text")}}, "comparator": "IS_NOT_PROVIDED" }""");
        var live = draft.Validate("r", null, _world.Surroundings, null, Now).Value;
        var expired = (draft with { Status = "EXPIRED" }).Validate("r", live, _world.Surroundings, null, Now).Value;
        Assert.Equal((RuleStatus.Live, Now, RuleStatus.Expired), (expired.Status, expired.ExpirationTime, expired.EffectiveStatus(Now)));
    }

    [Fact]
    public void A_rule_whose_signal_is_gone_can_be_stopped_but_not_run()
    {
        var gone = $$"""{ "input": {{Field("text")}}, "signal": {{Signal("GONE")}}, "comparator": "EQUALS", "threshold": 1 }""";
        var before = _world.AddRule($$"""{ "conjunction": "AND", "conditions": [{{gone}}] }""");
        foreach (var status in (string[])["DRAFT", "ARCHIVED"])
        {
            Assert.Empty((Draft(gone) with { Status = status }).Validate("r", before, _world.Surroundings, null, Now).Problems);
            Assert.Equal(["rule.unknown-signal"], Codes((Draft(gone) with { Status = status }).Validate("r", null, _world.Surroundings, null, Now)));
            Assert.Equal(["rule.unknown-signal"], Codes((Draft(gone.Replace("GONE", "OTHER", StringComparison.Ordinal)) with { Status = status }).Validate("r", before, _world.Surroundings, null, Now)));
        }

        Assert.Equal(["rule.unknown-signal"], Codes((Draft(gone) with { Status = "BACKGROUND" }).Validate("r", before, _world.Surroundings, null, Now)));
    }

    [Theory]
    [InlineData("yesterday", false)]
    [InlineData("31.01.2026", false)]
    [InlineData("2026-13-01", false)]
    [InlineData("2026-01-31", true)]
    [InlineData("2026-01-31T12:00", true)]
    [InlineData("2026-01-31T12:00:00+02:00", true)]
    public void A_date_is_compared_with_a_date(string threshold, bool isSound)
    {
        var post = Post with { Fields = [.. Post.Fields, new ItemField("made", ScalarType.Datetime, false)] };
        var draft = Draft($$"""{ "input": {{Field("made")}}, "comparator": "GREATER_THAN", "threshold": "{{threshold}}" }""");
        var problems = draft.Validate("r", null, _world.Surroundings with { ItemTypes = [post] }, null, Now).Problems;
        Assert.Equal(isSound ? [] : ["/conditions/conditions/0/threshold"], problems.Select(problem => problem.Pointer));
    }

    private static string[] Codes(Engine.Problems.Result<Rule> result) => [.. result.Problems.Select(problem => problem.Code)];

    private static RuleDraft Draft(string leaf) => new()
    {
        Name = "Rule",
        Status = "LIVE",
        ItemTypeIds = ["post"],
        Actions = [new RuleActionDraft("delete")],
        Conditions = Json($$"""{ "conjunction": "AND", "conditions": [{{leaf}}] }"""),
    };
}
