using System.Text.Json;
using Coop.Engine.Actions;
using Coop.Engine.Deciding;
using Coop.Engine.Items;
using Coop.Engine.Outbox;
using Coop.Engine.Policies;
using Coop.Integrations;

namespace Coop.Tests.Outbox;

public class DecisionWebhooksTests
{
    private static readonly JsonElement Empty = JsonElement.Parse("{}");

    [Fact(DisplayName = "8.10: N actions make N webhooks, not N²")]
    public void Makes_one_webhook_for_each_custom_action()
    {
        var made = DecisionWebhooks.Of(
            Decision(Triggered("e1", "a1", ["r1"], []), Triggered("e2", "a2", ["r1"], []), Triggered("e3", "a3", ["r1"], [])),
            Item(ItemTypeKind.Content),
            new Dictionary<string, ModerationAction> { ["a1"] = Action("a1"), ["a2"] = Action("a2"), ["a3"] = Action("a3") },
            new Dictionary<string, Policy>());

        Assert.Equal(["e1", "e2", "e3"], made.Select(message => message.ExecutionId));
    }

    [Fact(DisplayName = "D-37: a webhook names every rule that set the action going, and the policies of exactly those")]
    public void Names_every_rule_and_only_their_policies()
    {
        var policies = new Dictionary<string, Policy> { ["p1"] = Policy("p1"), ["p2"] = Policy("p2"), ["unrelated"] = Policy("unrelated") };

        var made = DecisionWebhooks.Of(
            Decision(Triggered("e1", "a1", ["r1", "r3"], ["p1", "p2"])),
            Item(ItemTypeKind.Content),
            new Dictionary<string, ModerationAction> { ["a1"] = Action("a1") },
            policies);

        var json = JsonElement.Parse(made.Single().Body);
        Assert.Equal("""[{"id":"r1","name":"Rule r1"},{"id":"r3","name":"Rule r3"}]""", json.GetProperty("rules").GetRawText());
        Assert.Equal(["p1", "p2"], json.GetProperty("policies").EnumerateArray().Select(policy => policy.GetProperty("id").GetString()));
    }

    [Fact(DisplayName = "8.10: for a USER the creator is the user itself")]
    public void Takes_a_user_for_its_own_creator() =>
        Assert.Equal("""{"id":"item-1","typeId":"type-1"}""", Body(Item(ItemTypeKind.User)).GetProperty("creator").GetRawText());

    [Fact]
    public void Names_the_creator_of_content() => Assert.Equal(
        """{"id":"u1","typeId":"user-type"}""",
        Body(Item(ItemTypeKind.Content) with { Creator = new ItemReference("u1", "user-type") }).GetProperty("creator").GetRawText());

    [Fact(DisplayName = "8.10: content without a known creator has no key creator")]
    public void Leaves_out_an_unknown_creator() => Assert.False(Body(Item(ItemTypeKind.Content)).TryGetProperty("creator", out _));

    [Fact]
    public void Makes_none_for_review_actions_and_for_actions_that_have_nowhere_to_go()
    {
        var made = DecisionWebhooks.Of(
            Decision(
                Triggered("e1", "a1", ["r1"], []),
                Triggered("e2", "gone", ["r1"], []),
                Triggered("e3", "review", ["r1"], []) with { Type = ActionType.EnqueueToMrt }),
            Item(ItemTypeKind.Content),
            new Dictionary<string, ModerationAction> { ["a1"] = Action("a1") with { CallbackUrl = null }, ["review"] = Action("review") },
            new Dictionary<string, Policy>());

        Assert.Empty(made);
    }

    private static JsonElement Body(Item item) => JsonElement.Parse(DecisionWebhooks.Of(
        Decision(Triggered("e1", "a1", ["r1"], [])),
        item,
        new Dictionary<string, ModerationAction> { ["a1"] = Action("a1") },
        new Dictionary<string, Policy>()).Single().Body);

    private static ModerationAction Action(string id) =>
        new() { Id = id, OrgId = "org", Name = id, Type = ActionType.CustomAction, CallbackUrl = "http://localhost/hook" };

    private static Policy Policy(string id) => new() { Id = id, OrgId = "org", Name = id };

    private static TriggeredAction Triggered(string executionId, string actionId, string[] rules, string[] policies) =>
        new(executionId, actionId, actionId, ActionType.CustomAction, rules, policies, Empty);

    private static Decision Decision(params TriggeredAction[] actions) => new()
    {
        Id = "d1",
        OrgId = "org",
        ItemId = "item-1",
        ItemTypeId = "type-1",
        DecidedAt = DateTimeOffset.UnixEpoch,
        PlanId = "plan-1",
        Ran = 3,
        Rules = [Rule("r1"), Rule("r2"), Rule("r3")],
        Actions = actions,
    };

    private static RuleOutcome Rule(string id) =>
        new(id, $"Rule {id}", "1", RuleEnvironment.Live, ConditionOutcome.Passed, UsedFallback: false);

    private static Item Item(ItemTypeKind kind) => new()
    {
        Id = "item-1",
        Type = new ItemType { Id = "type-1", OrgId = "org", Name = "Thing", Kind = kind, Fields = [new ItemField("text", ScalarType.String, true)], Version = "1" },
        Data = Empty,
        Values = new Dictionary<string, IReadOnlyList<ScalarValue>>(),
    };
}
