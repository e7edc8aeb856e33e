using System.Text.Json;
using Coop.Engine.Actions;
using Coop.Engine.Banks;
using Coop.Engine.Problems;
using Coop.Engine.Rules;
using Coop.Engine.Rules.Conditions;
using Coop.Engine.Signals.Offers;
using Coop.Integrations;
using Coop.Server.Errors;
using Coop.Server.Rules.Pages;
using Coop.Tests.Storage;
using Coop.Tests.Support;
using CsCheck;
using static Coop.Tests.Rules.World;

namespace Coop.Tests.Rules;

/// <summary>What the rule form makes of a rule, and of what is typed.</summary>
public sealed class RuleFormTests
{
    private static readonly Gen<string> Text = Gen.String[Gen.OneOf(Gen.Char.AlphaNumeric, Gen.OneOf('\n', ' ', ',', '⏎', '\r')), 0, 8];
    private static readonly Gen<string> Name = Gen.String[Gen.Char.AlphaNumeric, 1, 8];

    private static readonly Gen<ConditionInput> Input = Gen.OneOf(
        Gen.OneOf<ConditionInput>(new ConditionInput.Field("text", "post"), new ConditionInput.Field("count", "post"), new ConditionInput.Field("gone", "gone"), new ConditionInput.User()),
        Gen.Enum<CoopInput>().Select(input => (ConditionInput)new ConditionInput.Aggregate(input)),
        Name.Array[0, 2].Select(ids => (ConditionInput)new ConditionInput.WholeItem(ids.Length == 0 ? null : ids)));

    private static readonly Gen<ConditionMatchingValues> Values = Gen.Select(Text.Array[0, 3].Null(), Name.Array[0, 2].Null(), Gen.Bool, Name.Array[0, 2].Null(), (strings, banks, hasPlaces, others) => new ConditionMatchingValues
    {
        Strings = strings,
        TextBankIds = banks,
        Locations = hasPlaces ? [new LocationArea("l", null, 1.5, -2.5, 3), new LocationArea("m", "M", 0, 0, 0, new LocationBounds(-1, -2, 3, 4))] : null,
        LocationBankIds = others,
        ImageBankIds = banks,
    });

    private static readonly Gen<Condition> Leaf = Gen.Select(
        Input, Gen.OneOf("SCORE", "CONTAINS", "GONE").Null(), Text.Null(), Gen.Enum<Comparator>().Nullable(), Gen.OneOf(Gen.Double[-1e6, 1e6].Select(n => (SignalScore?)n), Text.Select(t => (SignalScore?)t), Gen.Const((SignalScore?)null)), Gen.Enum<Fallback>().Nullable(), Values.Null(),
        (input, signal, subcategory, comparator, threshold, fallback, values) => (Condition)new LeafCondition
        {
            Input = input,
            Signal = signal is null ? null : new ConditionSignal(signal, subcategory, subcategory, JsonElement.Parse("""{"a":[1.0]}""")),
            MatchingValues = values,
            Comparator = comparator,
            Threshold = threshold,
            Fallback = fallback,
        });

    private readonly World _world = new();

    public RuleFormTests()
    {
        _world.Add("SCORE", SignalOutputType.Number, _ => SignalResult.Scored(1));
        _world.AddContains();
        _world.Signals.Add(new ScriptedSignal(ScriptedSignal.Describe("PLACES", SignalOutputType.Boolean, SignalInputType.Geohash) with { NeedsMatchingValues = true }, _ => SignalResult.Scored(true)));
        _world.Banks.Add(new MatchingBank { Id = "places", OrgId = OrgId, Name = "Places", Type = BankType.Location });
    }

    private static Gen<Condition> Set(int depth)
    {
        var leaves = Gen.Select(Gen.Enum<Conjunction>(), Leaf.Array[1, 3], (how, leaves) => (Condition)new ConditionSet(how, leaves));
        return depth == 0 ? leaves : Gen.OneOf(leaves, Gen.Select(Gen.Enum<Conjunction>(), Set(depth - 1).Array[1, 3], (how, sets) => (Condition)new ConditionSet(how, sets)));
    }

    [Fact]
    public void A_rule_opened_and_saved_without_a_touch_is_the_rule_it_was() =>
        Gen.Select(Set(2), Text.Null(), Text.Array[0, 3], Gen.Long[0, TimeSpan.TicksPerDay * 900].Nullable(), Text, Gen.Double[-5, 5]).Sample((conditions, description, tags, ticks, reason, count) =>
        {
            var given = JsonSerializer.SerializeToElement(new { reason, count, gone = new[] { reason } });
            var rule = _world.AddRule("""{ "conjunction": "AND", "conditions": [{ "input": { "type": "USER_ID" }, "comparator": "IS_NOT_PROVIDED" }] }""") with
            {
                Description = description,
                Conditions = (ConditionSet)conditions,
                Tags = tags,
                ExpirationTime = ticks is { } some ? Now.AddTicks(some) : null,
                MaxDailyActions = tags.Length,
                Actions = [new RuleAction("gone", given), new RuleAction("act", given), new RuleAction("other")],
            };
            ModerationAction[] actions = [new() { Id = "act", OrgId = OrgId, Name = "Act", Type = ActionType.CustomAction, Parameters = [Parameter("reason", ActionParameterType.String), Parameter("count", ActionParameterType.Number)] }];
            var surroundings = _world.Surroundings with { Actions = actions };

            // Through a browser tab and back, as after a lost connection.
            var form = JsonSerializer.Deserialize<RuleForm>(JsonSerializer.Serialize(RuleForm.Of(rule, actions)))!;
            var draft = form.ToDraft(Material(form, surroundings));

            Assert.Equal(Whole.Text(rule.Conditions), Whole.Text(ConditionJson.Read(draft.Conditions!.Value).Value));
            Assert.Equal((rule.Description, rule.Status, rule.ExpirationTime, rule.MaxDailyActions), (draft.Description, RuleStatus.Live, draft.ExpirationTime, (int?)draft.MaxDailyActions));
            Assert.Equal(rule.Tags, draft.Tags!);
            Assert.Equal(rule.Actions.Select(taken => (taken.ActionId, taken.Parameters?.GetRawText())), draft.Actions!.Select(taken => (taken.ActionId!, taken.Parameters?.GetRawText())));
            _world.Rules.Clear();
        });

    [Theory]
    [InlineData("0,8")]
    [InlineData("1,000")]
    [InlineData("high")]
    [InlineData("∞")]
    public void A_number_that_is_none_reaches_the_check_as_it_was_typed(string typed)
    {
        var form = One(new ConditionForm { Input = Stored(new ConditionInput.Field("text", "post")), SignalId = "SCORE", Comparator = Comparator.GreaterThan, Threshold = typed });
        form.MaxDailyActions = typed;
        form.Actions = [new RuleActionForm { ActionId = "act", Texts = new() { ["count"] = typed } }];
        var surroundings = _world.Surroundings with
        {
            Actions = [new ModerationAction { Id = "act", OrgId = OrgId, Name = "Act", Type = ActionType.CustomAction, Parameters = [Parameter("count", ActionParameterType.Number)] }],
        };
        var problems = form.ToDraft(Material(form, surroundings)).Validate("r", null, surroundings, null, Now).Problems;
        Assert.Equal(["/maxDailyActions", "/actions/0/parameters/count", "/conditions/conditions/0/threshold"], problems.Select(problem => problem.Pointer));
        Assert.Contains("written with a point", problems[2].Detail, StringComparison.Ordinal);
        form.Conditions.Children![0].Threshold = " 0.8 ";
        Assert.Equal(0.8, Leaf0(form).Threshold!.Value.AsNumber());
    }

    [Fact]
    public void Only_values_that_fit_the_input_are_saved()
    {
        var leaf = new ConditionForm { Input = Stored(new ConditionInput.Aggregate(CoopInput.AnyGeohash)), SignalId = "PLACES", Strings = "typed before", TextBankIds = ["texts"], Places = [Berlin], LocationBankIds = ["places"] };
        var form = One(leaf);
        Assert.Equal(Whole.Text(new ConditionMatchingValues { Locations = [Berlin], LocationBankIds = ["places"] }), Whole.Text(Leaf0(form).MatchingValues));
        (leaf.Input, leaf.SignalId) = (Stored(new ConditionInput.Field("text", "post")), "CONTAINS");
        Assert.Equal(Whole.Text(new ConditionMatchingValues { Strings = ["typed before"], TextBankIds = ["texts"] }), Whole.Text(Leaf0(form).MatchingValues));
    }

    [Fact]
    public void Values_of_another_kind_that_came_with_a_rule_stay_until_they_are_left_out_or_the_input_changes()
    {
        var stored = new LeafCondition
        {
            Input = new ConditionInput.Aggregate(CoopInput.AnyGeohash),
            Signal = new ConditionSignal("PLACES"),
            MatchingValues = new ConditionMatchingValues { Strings = ["u33d"], Locations = [Berlin] },
        };
        var form = new RuleForm { Conditions = ConditionForm.Of(new ConditionSet(Conjunction.And, [stored])), ItemTypeIds = ["post"] };
        var leaf = form.Conditions.Children![0];
        leaf.Fallback = Fallback.Match;
        Assert.Equal(["u33d"], Leaf0(form).MatchingValues!.Strings!);
        leaf.Strings = "";
        Assert.Equal((null, 1), (Leaf0(form).MatchingValues!.Strings, Leaf0(form).MatchingValues!.Locations!.Count));
    }

    [Fact]
    public void Values_and_numbers_stay_what_they_were_when_something_else_is_changed()
    {
        var text = new ConditionInput.Field("text", "post");
        var stored = new ConditionSet(Conjunction.And,
        [
            new LeafCondition { Input = text, Signal = new ConditionSignal("CONTAINS"), MatchingValues = new ConditionMatchingValues { Strings = ["two\nlines", "one"] } },
            new LeafCondition { Input = text, Comparator = Comparator.LessThan, Threshold = 10 },
            new LeafCondition { Input = text, Signal = new ConditionSignal("GONE", "A gone one"), MatchingValues = new ConditionMatchingValues { Strings = ["kept"] } },
        ]);
        var form = new RuleForm { Conditions = ConditionForm.Of(stored), ItemTypeIds = ["post"] };
        form.Conditions.Children!.ForEach(leaf => leaf.Fallback = Fallback.NoMatch);
        form.Conditions.Children[0].Strings += "\nthree";
        form.Conditions.Children[1].Comparator = Comparator.GreaterThan;
        var leaves = RuleUses.Leaves(Written(form)).ToList();
        Assert.Equal(["two\nlines", "one", "three"], leaves[0].MatchingValues!.Strings!);
        Assert.Equal(SignalScoreKind.Number, leaves[1].Threshold!.Value.Kind);
        Assert.Equal(["kept"], leaves[2].MatchingValues!.Strings!);
    }

    [Fact]
    public void Places_typed_and_not_added_and_half_an_expiry_are_said_and_not_lost()
    {
        var form = One(new ConditionForm { Input = Stored(new ConditionInput.Aggregate(CoopInput.AnyGeohash)), SignalId = "PLACES", PlacesTyped = "depot, Depot, 1, 2, 3" });
        form.ExpirationTime = "2026-01-";
        _ = Written(form);
        Assert.Equal(["/expirationTime", "/conditions/conditions/0/matchingValues/locations"], form.Unreadable().Select(problem => problem.Pointer));
        (form.ExpirationTime, form.Conditions.Children![0].PlacesTyped) = ("", " ");
        Assert.Empty(form.Unreadable());
    }

    [Fact]
    public void A_copy_begins_as_a_draft_that_has_not_expired()
    {
        var rule = _world.AddRule("""{ "conjunction": "AND", "conditions": [{ "input": { "type": "USER_ID" }, "comparator": "IS_NOT_PROVIDED" }] }""") with { ExpirationTime = Now };
        Assert.True(RuleForm.Of(rule, []).IsExpired(Now));
        var copy = RuleForm.CopyOf(rule, [], Now);
        Assert.Equal(("Copy of rule-1", "DRAFT", ""), (copy.Name, copy.Status, copy.ExpirationTime));
        Assert.Equal(Now.AddDays(1), RuleForm.CopyOf(rule with { ExpirationTime = Now.AddDays(1) }, [], Now).ToDraft(Material(copy, _world.Surroundings)).ExpirationTime);
    }

    [Theory]
    [InlineData(ScalarType.Number, false, 8)]
    [InlineData(ScalarType.Datetime, false, 8)]
    [InlineData(ScalarType.String, true, 8)]
    [InlineData(ScalarType.String, false, 4)]
    [InlineData(ScalarType.Geohash, false, 4)]
    [InlineData(ScalarType.Boolean, false, 4)]
    public void Comparators_are_offered_by_what_the_output_is(ScalarType type, bool isOrdered, int count)
    {
        var output = isOrdered ? SignalOutputType.Enum(true, "LOW", "HIGH") : SignalOutputType.Of(type);
        Assert.Equal(count, ComparatorChoices.For(output).Count);
        Assert.Equal(count, ComparatorChoices.For(output, null).Count);
        Assert.Equal(count == 4 ? Comparator.LessThan : Comparator.GreaterThanOrEquals, ComparatorChoices.For(output, Comparator.LessThan)[0]);
        Assert.Equal(type == ScalarType.Boolean ? null : count == 8 ? Comparator.GreaterThanOrEquals : Comparator.Equals, ComparatorChoices.Default(output, hasSignal: true));
        Assert.Equal(count == 8 ? Comparator.GreaterThanOrEquals : Comparator.Equals, ComparatorChoices.Default(output, hasSignal: false));
    }

    [Theory]
    [InlineData("""{"type":"FULL_ITEM","contentTypeIds":["post"]}""", "The whole item of Post", SignalInputType.FullItem)]
    [InlineData("""{"type":"USER_ID"}""", "Author", SignalInputType.UserId)]
    [InlineData("""{"type":"CONTENT_COOP_INPUT","name":"Source"}""", "Where it came from", SignalInputType.String)]
    [InlineData("""{"type":"CONTENT_COOP_INPUT","name":"Relevant Policy"}""", "Relevant policy", SignalInputType.PolicyId)]
    public void An_input_that_only_the_API_writes_has_its_words_and_its_signals(string stored, string label, SignalInputType type)
    {
        var material = Material(new RuleForm { ItemTypeIds = ["post"] }, _world.Surroundings);
        var input = material.Input(new ConditionForm { Input = stored })!;
        Assert.Equal((label, type, false), (input.Words, input.Type, material.IsOffered(stored)));
    }

    [Fact]
    public async Task Signals_are_asked_again_and_what_was_known_stays_when_that_fails()
    {
        var answers = new Queue<Result<IReadOnlyList<OrgSignal>>>([new Problem(WebCodes.Unexpected, ProblemKind.Conflict, "No"), Result<IReadOnlyList<OrgSignal>>.Of(Usable(false)), new Problem(WebCodes.Unexpected, ProblemKind.Conflict, "No"), Result<IReadOnlyList<OrgSignal>>.Of(Usable(true))]);
        var material = new RuleMaterial(_world.Surroundings, () => Task.FromResult(answers.Dequeue()));
        Assert.Equal(["web.unexpected"], (await material.AskAsync()).Select(problem => problem.Code));
        Assert.Null(material.Signals);
        Assert.Empty(await material.AskAsync());
        Assert.All(material.Pickable(SignalInputType.String, false), signal => Assert.Equal("Save a key.", signal.Refusal));
        Assert.Single(await material.AskAsync());
        Assert.Equal(2, material.Pickable(SignalInputType.String, false).Count);
        Assert.Empty(await material.AskAsync());
        Assert.All(material.Pickable(SignalInputType.String, false), signal => Assert.Null(signal.Refusal));
    }

    private IReadOnlyList<OrgSignal> Usable(bool isUsable) =>
        [.. _world.Catalogue.Signals.Select(signal => new OrgSignal(signal, isUsable ? SignalAvailability.Available : SignalAvailability.Disabled("Save a key."), [], null))];

    private static LocationArea Berlin { get; } = new("berlin", "Berlin", 52.52, 13.4, 12);

    private static ActionParameter Parameter(string name, ActionParameterType type) => new() { Name = name, DisplayName = name, Type = type };

    private static string Stored(ConditionInput input) => InputChoice.Stored(input);

    private static RuleForm One(ConditionForm leaf) => new() { Name = "One", ItemTypeIds = ["post"], Conditions = ConditionForm.Group(leaf) };

    private static RuleMaterial Material(RuleForm form, RuleSurroundings surroundings)
    {
        var material = new RuleMaterial(surroundings);
        material.ChooseItemTypes(form.ItemTypeIds);
        return material;
    }

    private ConditionSet Written(RuleForm form) => ConditionJson.Read(form.ToDraft(Material(form, _world.Surroundings)).Conditions!.Value).Value;

    private LeafCondition Leaf0(RuleForm form) => (LeafCondition)Written(form).Conditions[0];

    [Theory]
    [InlineData("now-7d", "7", "-d", "7 days ago")]
    [InlineData("now-1w", "1", "-w", "1 week ago")]
    [InlineData("now+36h", "36", "+h", "36 hours from then")]
    [InlineData("now", "0", "-m", "0 minutes ago")]
    [InlineData("now-d", "", "-d", " days ago")]
    public void A_date_told_from_the_moment_of_judging_is_typed_as_a_number_and_a_unit(string threshold, string amount, string unit, string words)
    {
        var relative = RelativeThreshold.Of(threshold)!;
        Assert.Equal((amount, unit, words), (relative.Amount, relative.Unit, relative.Words));
        Assert.Equal(threshold == "now" ? "now-0m" : threshold, relative.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-01-31T12:00:00Z")]
    [InlineData("now-7y")]
    [InlineData("now or never")]
    public void Other_thresholds_are_no_such_date(string threshold) => Assert.Null(RelativeThreshold.Of(threshold));

    [Fact]
    public void How_several_values_decide_is_written_when_it_is_not_the_usual()
    {
        var form = One(new ConditionForm { Input = Stored(new ConditionInput.Field("text", "post")), Comparator = Comparator.Equals, Threshold = "spam", Quantifier = Quantifier.None });
        var material = Material(form, _world.Surroundings);
        Assert.Equal(Quantifier.None, Read(form).Quantifier);
        form.Conditions.Children![0].Quantifier = Quantifier.Any;
        Assert.DoesNotContain("quantifier", form.ToDraft(material).Conditions!.Value.GetRawText(), StringComparison.Ordinal);

        LeafCondition Read(RuleForm typed) => (LeafCondition)ConditionJson.Read(typed.ToDraft(material).Conditions!.Value).Value.Conditions[0];
    }
}
