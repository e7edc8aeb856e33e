using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Coop.Engine.Actions;
using Coop.Engine.ApiKeys;
using Coop.Engine.Banks;
using Coop.Engine.Deciding;
using Coop.Engine.Flow;
using Coop.Engine.Items;
using Coop.Engine.Orgs;
using Coop.Engine.Outbox;
using Coop.Engine.Policies;
using Coop.Engine.Rules;
using Coop.Engine.Rules.Conditions;
using Coop.Engine.Submissions;
using Coop.Integrations;

namespace Coop.Tests.Storage;

/// <summary>One full record of each kind: every member is set, so that a forgotten column shows.</summary>
internal static class Examples
{
    public static JsonElement Json(string json) => JsonElement.Parse(json);

    public static NewOrg NewOrg(string id, FirstUser? admin = null) => new(
        new Org(id, "Name of " + id, "team@example.com", StoreRoom.Start), new SigningKeyPair("private pem of " + id, "public pem of " + id), [], [], [], admin);

    public static ApiKey ApiKey(string orgId, string id = "key-1") =>
        new(id, orgId, "ingest", ApiKeyScope.Items, "hash of " + id, StoreRoom.Start, StoreRoom.Start.AddHours(1));

    public static ItemType ItemType(string orgId, string id = "type-1", string name = "Post") => new()
    {
        Id = id,
        OrgId = orgId,
        Name = name,
        Description = "What people write \"here\" – ünïcödé",
        Kind = ItemTypeKind.Content,
        Fields =
        [
            new ItemField("text", ScalarType.String, true),
            new ItemField("pictures", ScalarType.Image, false, ContainerType.Array),
            new ItemField("scores", ScalarType.Number, false, ContainerType.Map, ScalarType.String),
            new ItemField("author", ScalarType.UserId, false),
        ],
        Roles = new FieldRoles { CreatorId = "author", DisplayName = "text" },
        Version = "2026-03-01T12:00:00.0000000Z",
        IsDefaultUserType = true,
    };

    public static ModerationAction Action(string orgId, string id = "action-1", string name = "Remove") => new()
    {
        Id = id,
        OrgId = orgId,
        Name = name,
        Description = "Takes it down",
        Type = ActionType.CustomAction,
        CallbackUrl = "https://platform.example/hooks/remove",
        CallbackHeaders = new Dictionary<string, string> { ["x-token"] = "t", ["X-Other"] = "ö" },
        CallbackBody = Json("""{ "a": 1.50, "b": [null, 1e400, "ü"] }"""),
        Parameters =
        [
            new ActionParameter
            {
                Name = "reason",
                DisplayName = "Reason",
                Type = ActionParameterType.Multiselect,
                Description = "Why",
                Required = true,
                Options = [new ActionParameterOption("spam", "Spam"), new ActionParameterOption("other", "Other")],
                Min = 0.5,
                Max = 10,
                MaxLength = 3,
                DefaultValue = Json("""["spam"]"""),
            },
        ],
        Penalty = "HIGH",
    };

    public static Policy Policy(string orgId, string id = "policy-1", string name = "Spam") => new()
    {
        Id = id,
        OrgId = orgId,
        Name = name,
        ParentId = "policy-0",
        PolicyText = "No spam.",
        EnforcementGuidelines = "Be kind.",
        PolicyType = "SPAM",
        Penalty = "SEVERE",
        SemanticVersion = 7,
    };

    public static MatchingBank Bank(string orgId, string id = "bank-1", string name = "Words") => new()
    {
        Id = id,
        OrgId = orgId,
        Name = name,
        Description = "Bad ones",
        Type = BankType.Location,
        Strings = ["one", "two\nlines", "\u0000"],
        Locations = [new LocationArea("l1", "Home", 52.5, 13.4, 3.25, new LocationBounds(52, 13, 53, 14)), new LocationArea("l2", null, -1, -2, 0)],
    };

    public static Rule Rule(string orgId, string id = "rule-1", string name = "Catch spam") => new()
    {
        Id = id,
        OrgId = orgId,
        Name = name,
        Description = "Catches it",
        Status = RuleStatus.Live,
        ItemTypeIds = ["type-1", "type-2"],
        Conditions = Conditions,
        Actions = [new RuleAction("action-1", Json("""{"reason":["spam"],"n":1.0}""")), new RuleAction("action-2")],
        PolicyIds = ["policy-1"],
        Tags = ["a", "b"],
        MaxDailyActions = 5,
        ExpirationTime = StoreRoom.Start.AddDays(30),
        OnUnknown = OnUnknown.Review,
        ParentId = "rule-0",
        CreatorId = "user-1",
        CreatedAt = StoreRoom.Start,
        UpdatedAt = StoreRoom.Start.AddMinutes(5),
        Version = "2026-03-01T12:05:00.0000000Z",
    };

    public static ConditionSet Conditions { get; } = new(Conjunction.And,
    [
        new LeafCondition
        {
            Input = new ConditionInput.Field("text", "type-1"),
            Signal = new ConditionSignal("CONTAINS", "Contains", "sub", Json("""{"depth":1}""")),
            MatchingValues = new ConditionMatchingValues { Strings = ["viagra"], TextBankIds = ["bank-1"] },
            Comparator = Comparator.GreaterThanOrEquals,
            Threshold = 0.5,
            Fallback = Fallback.Review,
        },
    ]);

    /// <summary>The id of a submission, the same for the same name.</summary>
    public static string Id(string name) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16)).ToString("N");

    public static Submission Submission(string orgId, string name = "submission-1", string itemId = "item-1") => new(
        Id(name), orgId, itemId, "type-1", "v1", Encoding.UTF8.GetBytes("""{"text":"hello 1.50","n":1.50,"deep":{"a":[1,2,{}]}}"""), StoreRoom.Start, "request-1");

    public static Decision Decision(Submission submission, params TriggeredAction[] actions) => new()
    {
        Id = submission.Id,
        OrgId = submission.OrgId,
        SubmissionId = submission.Id,
        ItemId = submission.ItemId,
        ItemTypeId = submission.ItemTypeId,
        DecidedAt = StoreRoom.Start,
        PlanId = "plan-1",
        Ran = 0,
        Rules = [],
        Actions = [.. actions.Select((action, place) => action with { ExecutionId = ExecutionId.Of(submission.Id, place) })],
    };

    public static DecisionCommit Commit(StreamItem item, params TriggeredAction[] actions) => Commit(item, Decision(item.Submission, actions), []);

    /// <param name="webhooks">Each for the action it names; an action without one is done at once.</param>
    public static DecisionCommit Commit(StreamItem item, Decision decision, OutboxMessage[] webhooks) => new()
    {
        Item = item,
        Decision = decision,
        Plan = new KeptPlan(decision.PlanId, []),
        Executions = [.. decision.Actions.Select(action => Start(action, webhooks.SingleOrDefault(webhook => webhook.ActionId == action.ActionId)))],
    };

    public static TriggeredAction Triggered(string name, ActionType type = ActionType.CustomAction, params string[] ruleIds) =>
        new("", "action of " + name, "Name", type, ruleIds, ["policy-1"], Json("{}"));

    private static ExecutionStart Start(TriggeredAction action, OutboxMessage? webhook) =>
        new(action.ExecutionId, action.ActionId, webhook is null ? ActionExecutionState.Delivered : ActionExecutionState.Pending, null, webhook);

    public static OutboxMessage Webhook(string name, string url = "https://platform.example/hook") =>
        new(name, "action of " + name, new WebhookAddress(url, new Dictionary<string, string> { ["x-token"] = "t" }), [1, 0, 255, 13, 10]);
}
