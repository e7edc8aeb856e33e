using System.Text.Json;
using Coop.Engine.Actions;
using Coop.Engine.Banks;
using Coop.Engine.Deciding;
using Coop.Engine.Integrations;
using Coop.Engine.Items;
using Coop.Engine.Plan;
using Coop.Engine.Policies;
using Coop.Engine.Rules;
using Coop.Engine.Rules.Conditions;
using Coop.Engine.Signals.Guard;
using Coop.Integrations;
using Coop.Tests.Support;

namespace Coop.Tests.Rules;

/// <summary>One organisation with an item type of every sort of field, and whatever signals, banks and rules a test adds.</summary>
internal sealed class World
{
    public const string OrgId = "org-1";

    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static readonly ItemType Post = new()
    {
        Id = "post",
        OrgId = OrgId,
        Name = "Post",
        Kind = ItemTypeKind.Content,
        Version = "v1",
        Roles = new FieldRoles { CreatorId = "author" },
        Fields =
        [
            new ItemField("text", ScalarType.String, false),
            new ItemField("tags", ScalarType.String, false, ContainerType.Array),
            new ItemField("labels", ScalarType.String, false, ContainerType.Map, ScalarType.String),
            new ItemField("count", ScalarType.Number, false),
            new ItemField("counts", ScalarType.Number, false, ContainerType.Array),
            new ItemField("flag", ScalarType.Boolean, false),
            new ItemField("author", ScalarType.RelatedItem, false),
            new ItemField("image", ScalarType.Image, false),
            new ItemField("made", ScalarType.Datetime, false),
        ],
    };

    public static readonly ItemType Comment = Post with { Id = "comment", Name = "Comment" };

    public static readonly ItemType Person = new()
    {
        Id = "person",
        OrgId = OrgId,
        Name = "Person",
        Kind = ItemTypeKind.User,
        Version = "v1",
        Fields = [new ItemField("name", ScalarType.String, false)],
    };

    private static readonly HashSet<string> TypeIds = ["post", "comment", "person"];

    public List<ISignal> Signals { get; } = [];

    public List<MatchingBank> Banks { get; } = [];

    public List<Rule> Rules { get; } = [];

    public List<ModerationAction> Actions { get; } = [];

    public List<Policy> Policies { get; } = [];

    public EvaluationLimits Limits { get; init; } = new();

    /// <summary>What the organisation saved for its integrations.</summary>
    public MemoryConfigs Configs { get; } = new();

    public TimeProvider Time { get; init; } = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now);

    public IntegrationCatalogue Catalogue => new([Offered.By("SCRIPTED", Signals)]);

    public RuleSurroundings Surroundings => new()
    {
        OrgId = OrgId,
        ItemTypes = [Post, Comment, Person],
        Actions = Actions,
        Policies = Policies,
        Banks = Banks,
        Catalogue = Catalogue,
    };

    public static JsonElement Json(string json) => JsonElement.Parse(json);

    public static ConditionSet Conditions(string json) => ConditionJson.Read(Json(json)).Value;

    public static EvaluationSubject Item(string data, ItemType? type = null) =>
        EvaluationSubject.Of(ItemNormalization.Normalize(new ItemDraft("item-1", type ?? Post, Json(data)), TypeIds).Value);

    public static string Signal(string id) => $$"""{ "id": "{\"type\":\"{{id}}\"}", "type": "{{id}}" }""";

    public static string Field(string name) => $$"""{ "type": "CONTENT_FIELD", "name": "{{name}}", "contentTypeId": "post" }""";

    public ScriptedSignal Add(string id, SignalOutputType output, Func<SignalInput, SignalResult> run, double cost = 0, params SignalInputType[] inputs)
    {
        var signal = new ScriptedSignal(ScriptedSignal.Describe(id, output, inputs) with { Cost = cost }, run);
        Signals.Add(signal);
        return signal;
    }

    /// <summary>A signal that says whether a text holds one of the values, and which.</summary>
    public ScriptedSignal AddContains()
    {
        var signal = new ScriptedSignal(
            ScriptedSignal.Describe("CONTAINS", SignalOutputType.Boolean) with { NeedsMatchingValues = true },
            input => input.MatchingValues!.Strings.FirstOrDefault(value => input.Value!.Value.AsText().Contains(value, StringComparison.Ordinal)) is { } found
                ? SignalResult.Scored(true, found)
                : SignalResult.Scored(false));
        Signals.Add(signal);
        return signal;
    }

    public Rule AddRule(string conditions, string id = "rule-1", RuleStatus status = RuleStatus.Live)
    {
        var rule = new Rule
        {
            Id = id,
            OrgId = OrgId,
            Name = id,
            Status = status,
            ItemTypeIds = ["post", "comment", "person"],
            Conditions = Conditions(conditions),
            CreatedAt = Now,
            UpdatedAt = Now,
            Version = "v1",
        };
        Rules.Add(rule);
        return rule;
    }

    public void Change(Rule rule, Func<Rule, Rule> change) => Rules[Rules.IndexOf(rule)] = change(rule);

    public RulesetSource Source => new() { OrgId = OrgId, Rules = [.. Rules], Actions = [.. Actions], Policies = [.. Policies], Banks = [.. Banks], Catalogue = Catalogue };

    /// <summary>Tests' matchers are compiled at once; a test whose are not awaits <see cref="RulePlan.CompileAsync"/>.</summary>
    public RulePlan Compile(RulePlan? previous = null) =>
        RulePlan.CompileAsync(Source, previous, new SignalRunner(Configs, Time), Time, Limits, CancellationToken.None).GetAwaiter().GetResult();

    public async Task<Decision> DecideAsync(EvaluationSubject subject, params string[] withoutQuota)
    {
        var plan = Compile();
        return plan.Decide(await plan.RunAsync(subject, TestContext.Current.CancellationToken), DecisionIds.DryRun(Now), withoutQuota);
    }

    /// <summary>Why a rule came out as it did.</summary>
    public ConditionTrace Explain(Decision decision, Rule rule) => Explanation.Of(decision, rule.Conditions, Compile().Record);

    /// <summary>Decides by one rule with the conditions of one set, and explains it.</summary>
    public async Task<SetTrace> SetAsync(string set, EvaluationSubject subject)
    {
        Rules.Clear();
        var rule = AddRule(set);
        var plan = Compile();
        var decision = plan.Decide(await plan.RunAsync(subject, TestContext.Current.CancellationToken), DecisionIds.DryRun(Now));
        return (SetTrace)Explanation.Of(decision, rule.Conditions, plan.Record);
    }

    /// <summary>Evaluates one leaf on its own.</summary>
    public async Task<LeafTrace> LeafAsync(string leaf, EvaluationSubject subject) =>
        (LeafTrace)(await SetAsync($$"""{ "conjunction": "AND", "conditions": [{{leaf}}] }""", subject)).Conditions.Single();
}
