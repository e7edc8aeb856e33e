using System.Collections.Concurrent;
using Coop.Engine.Banks;
using Coop.Engine.Deciding;
using Coop.Engine.Plan;
using Coop.Engine.Signals;
using Coop.Integrations;
using Coop.Tests.Rules;
using Coop.Tests.Support;
using static Coop.Tests.Rules.World;

namespace Coop.Tests.Plan;

/// <summary>Single conditions.</summary>
public class LeafConditionTests
{
    private const string AllText = """{ "type": "CONTENT_COOP_INPUT", "name": "All text" }""";

    private readonly World _world = new();

    [Theory]
    [InlineData("""{ "tags": ["a", "bad"] }""", "tags")]
    [InlineData("""{ "labels": { "k": "bad" } }""", "labels")]
    public async Task D_20_any_value_of_a_container_that_passes_decides(string data, string field)
    {
        _world.AddContains();
        var leaf = await _world.LeafAsync($$"""{ "input": {{Field(field)}}, "signal": {{Signal("CONTAINS")}}, "matchingValues": { "strings": ["bad"] } }""", Item(data));
        Assert.Equal(ConditionOutcome.Passed, leaf.Outcome);
        Assert.Equal("bad", leaf.MatchedValue);
        Assert.Equal("1.2.3", leaf.IntegrationVersion);
    }

    [Fact]
    public async Task The_keys_of_a_map_are_not_judged()
    {
        _world.AddContains();
        var leaf = await _world.LeafAsync($$"""{ "input": {{Field("labels")}}, "signal": {{Signal("CONTAINS")}}, "matchingValues": { "strings": ["bad"] } }""", Item("""{ "labels": { "bad": "x" } }"""));
        Assert.Equal(ConditionOutcome.Failed, leaf.Outcome);
    }

    [Theory]
    [InlineData("counts", """{ "counts": [1, 10] }""", "GREATER_THAN", "5", "Passed")]
    [InlineData("flag", """{ "flag": false }""", "EQUALS", "\"1\"", "Failed")]
    [InlineData("flag", """{ "flag": true }""", "EQUALS", "\"1\"", "Passed")]
    [InlineData("count", """{ "count": 5 }""", "EQUALS", "\"5\"", "Passed")]
    [InlineData("count", """{ "count": 5 }""", "LESS_THAN_OR_EQUALS", "5", "Passed")]
    [InlineData("count", """{ "count": 5 }""", "GREATER_THAN_OR_EQUALS", "5.1", "Failed")]
    [InlineData("count", """{ "count": 5 }""", "NOT_EQUAL_TO", "5", "Failed")]
    [InlineData("text", """{ "text": "b" }""", "GREATER_THAN", "\"a\"", "Passed")]
    [InlineData("text", """{ "text": "5" }""", "EQUALS", "5", "Passed")]
    [InlineData("count", """{ "counts": [] }""", "GREATER_THAN", "5", "Inapplicable")]
    [InlineData("counts", """{ "counts": [] }""", "GREATER_THAN", "5", "Inapplicable")]
    [InlineData("author", """{ "author": { "id": "u1", "typeId": "person" } }""", "EQUALS", "\"u1\"", "Passed")]
    public async Task A_value_without_a_signal_is_its_own_score(string field, string data, string comparator, string threshold, string expected)
    {
        var leaf = await _world.LeafAsync($$"""{ "input": {{Field(field)}}, "comparator": "{{comparator}}", "threshold": {{threshold}} }""", Item(data));
        Assert.Equal(Enum.Parse<ConditionOutcome>(expected), leaf.Outcome);
    }

    [Fact]
    public async Task D_24_the_threshold_text_false_is_false()
    {
        var leaf = await _world.LeafAsync($$"""{ "input": {{Field("flag")}}, "comparator": "EQUALS", "threshold": "false" }""", Item("""{ "flag": false }"""));
        Assert.Equal(ConditionOutcome.Passed, leaf.Outcome);
    }

    [Theory]
    [InlineData("text", """{ "text": "abc" }""", "5")]
    [InlineData("count", """{ "count": 5 }""", "\"abc\"")]
    [InlineData("flag", """{ "flag": true }""", "\"maybe\"")]
    public async Task D_24_what_cannot_be_compared_is_unknown_and_crashes_nothing(string field, string data, string threshold)
    {
        var leaf = await _world.LeafAsync($$"""{ "input": {{Field(field)}}, "comparator": "EQUALS", "threshold": {{threshold}} }""", Item(data));
        Assert.Equal(ConditionOutcome.Errored, leaf.Outcome);
        Assert.Contains("cannot be compared", leaf.Failure!.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HIGH", "GREATER_THAN_OR_EQUALS", "MEDIUM", "Passed")]
    [InlineData("LOW", "GREATER_THAN", "MEDIUM", "Failed")]
    [InlineData("LOW", "LESS_THAN", "HIGH", "Passed")]
    [InlineData("LOW", "LESS_THAN", "ENORMOUS", "Errored")]
    public async Task Ordered_values_compare_by_their_place(string score, string comparator, string threshold, string expected)
    {
        _world.Add("LEVEL", SignalOutputType.Enum(true, "LOW", "MEDIUM", "HIGH"), _ => SignalResult.Scored(score));
        var leaf = await _world.LeafAsync($$"""{ "input": {{Field("text")}}, "signal": {{Signal("LEVEL")}}, "comparator": "{{comparator}}", "threshold": "{{threshold}}" }""", Item("""{ "text": "x" }"""));
        Assert.Equal(Enum.Parse<ConditionOutcome>(expected), leaf.Outcome);
    }

    [Fact]
    public async Task IS_UNAVAILABLE_passes_for_a_named_failure_and_for_an_ordinary_exception_and_fails_for_a_score()
    {
        _world.Add("NAMED", SignalOutputType.Number, _ => throw new SignalException(SignalErrorKind.Unavailable, "down"));
        _world.Add("PLAIN", SignalOutputType.Number, _ => throw new InvalidOperationException("oops"));
        _world.Add("FINE", SignalOutputType.Number, _ => SignalResult.Scored(1));
        Assert.Equal(ConditionOutcome.Passed, (await Ask("NAMED")).Outcome);
        Assert.Equal(ConditionOutcome.Passed, (await Ask("PLAIN")).Outcome);
        Assert.Equal(ConditionOutcome.Passed, (await Ask("NOT_INSTALLED")).Outcome);
        Assert.Equal(ConditionOutcome.Failed, (await Ask("FINE")).Outcome);

        Task<LeafTrace> Ask(string id) => _world.LeafAsync($$"""{ "input": {{Field("text")}}, "signal": {{Signal(id)}}, "comparator": "IS_UNAVAILABLE" }""", Item("""{ "text": "x" }"""));
    }

    [Theory]
    [InlineData("""{ "counts": [] }""", "Failed")]
    [InlineData("""{ "counts": [1] }""", "Failed")]
    [InlineData("""{ }""", "Passed")]
    public async Task IS_NOT_PROVIDED_takes_an_empty_list_as_provided(string data, string expected)
    {
        var leaf = await _world.LeafAsync($$"""{ "input": {{Field("counts")}}, "comparator": "IS_NOT_PROVIDED" }""", Item(data));
        Assert.Equal(Enum.Parse<ConditionOutcome>(expected), leaf.Outcome);
    }

    [Theory]
    [InlineData("""{ "type": "CONTENT_FIELD", "name": "text", "contentTypeId": "post" }""")]
    [InlineData("""{ "type": "CONTENT_COOP_INPUT", "name": "All text" }""")]
    [InlineData("""{ "type": "CONTENT_COOP_INPUT", "name": "Any image" }""")]
    [InlineData("""{ "type": "FULL_ITEM" }""")]
    [InlineData("""{ "type": "CONTENT_COOP_INPUT", "name": "Content author (user)" }""")]
    public async Task An_identifier_alone_has_no_content(string input)
    {
        var identifier = EvaluationSubject.Identifier("u1", Post);
        Assert.Equal(ConditionOutcome.Inapplicable, (await _world.LeafAsync($$"""{ "input": {{input}}, "comparator": "EQUALS", "threshold": "x" }""", identifier)).Outcome);
        Assert.Equal(ConditionOutcome.Passed, (await _world.LeafAsync($$"""{ "input": {{input}}, "comparator": "IS_NOT_PROVIDED" }""", identifier)).Outcome);
    }

    [Fact]
    public async Task USER_ID_is_the_creator_the_identified_user_or_nothing()
    {
        const string Leaf = """{ "input": { "type": "USER_ID" }, "comparator": "EQUALS", "threshold": "u1" }""";
        Assert.Equal(ConditionOutcome.Passed, (await _world.LeafAsync(Leaf, Item("""{ "author": { "id": "u1", "typeId": "person" } }"""))).Outcome);
        Assert.Equal(ConditionOutcome.Passed, (await _world.LeafAsync(Leaf, EvaluationSubject.Identifier("u1", Person))).Outcome);
        Assert.Equal(ConditionOutcome.Inapplicable, (await _world.LeafAsync(Leaf, Item("""{ "name": "n" }""", Person))).Outcome);
    }

    [Theory]
    [InlineData("""{ "text": "a", "tags": ["b", "c"] }""", "a b c")]
    [InlineData("""{ }""", "")]
    public async Task All_text_is_one_value_in_schema_order(string data, string expected)
    {
        var seen = new List<string>();
        _world.Add("SEEN", SignalOutputType.Boolean, input =>
        {
            seen.Add(input.Value!.Value.AsText());
            return SignalResult.Scored(true);
        });
        Assert.Equal(ConditionOutcome.Passed, (await _world.LeafAsync($$"""{ "input": {{AllText}}, "signal": {{Signal("SEEN")}} }""", Item(data))).Outcome);
        Assert.Equal([expected], seen);
    }

    [Theory]
    [InlineData("Any image", "https://x.example/2.png", SignalInputType.Image)]
    [InlineData("Any video", "https://x.example/2.mp4", SignalInputType.Video)]
    [InlineData("Any geohash", "u33dc", SignalInputType.Geohash)]
    public async Task Any_value_of_the_fields_of_a_type_may_be_the_one(string input, string wanted, SignalInputType type)
    {
        var post = Post with
        {
            Fields =
            [
                new ItemField("text", ScalarType.String, false),
                new ItemField("image", ScalarType.Image, false), new ItemField("images", ScalarType.Image, false, ContainerType.Array),
                new ItemField("video", ScalarType.Video, false), new ItemField("videos", ScalarType.Video, false, ContainerType.Array),
                new ItemField("place", ScalarType.Geohash, false), new ItemField("places", ScalarType.Geohash, false, ContainerType.Array),
            ],
        };
        const string Text = """ "text": "u33dc https://x.example/2.png https://x.example/2.mp4" """;
        var seen = new ConcurrentBag<string>();
        _world.Add("SEEN", SignalOutputType.Boolean, given =>
        {
            var value = given.Value!.Value;
            var text = value.Type == ScalarType.Geohash ? value.AsText() : value.AsMedia().Url;
            seen.Add(text);
            return SignalResult.Scored(text == wanted);
        }, 0, type);
        var leaf = $$"""{ "input": { "type": "CONTENT_COOP_INPUT", "name": "{{input}}" }, "signal": {{Signal("SEEN")}} }""";

        var found = await _world.LeafAsync(leaf, Item($$"""
            { {{Text}}, "image": "https://x.example/1.png", "images": ["https://x.example/2.png"], "video": "https://x.example/1.mp4", "videos": ["https://x.example/2.mp4"], "place": "u33db", "places": ["u33dc"] }
            """, post));
        Assert.Equal(ConditionOutcome.Passed, found.Outcome);
        Assert.Contains(wanted, seen);
        Assert.Equal(2, seen.Distinct().Count());

        seen.Clear();
        Assert.Equal(ConditionOutcome.Inapplicable, (await _world.LeafAsync(leaf, Item($"{{ {Text} }}", post))).Outcome);
        Assert.Empty(seen);
        var isNotProvided = $$"""{ "input": { "type": "CONTENT_COOP_INPUT", "name": "{{input}}" }, "comparator": "IS_NOT_PROVIDED" }""";
        Assert.Equal(ConditionOutcome.Failed, (await _world.LeafAsync(isNotProvided, Item($"{{ {Text} }}", post))).Outcome);
    }

    [Fact]
    public async Task Inputs_of_other_item_types_select_nothing()
    {
        var comment = Item("""{ "text": "x" }""", Comment);
        Assert.Equal(ConditionOutcome.Inapplicable, (await _world.LeafAsync($$"""{ "input": {{Field("text")}}, "comparator": "EQUALS", "threshold": "x" }""", comment)).Outcome);
        _world.Add("WHOLE", SignalOutputType.Boolean, input => SignalResult.Scored(input.Item!.TypeId == "comment"), 0, SignalInputType.FullItem);
        var whole = $$"""{ "input": { "type": "FULL_ITEM", "contentTypeIds": ["post"] }, "signal": {{Signal("WHOLE")}} }""";
        Assert.Equal(ConditionOutcome.Inapplicable, (await _world.LeafAsync(whole, comment)).Outcome);
        Assert.Equal(ConditionOutcome.Passed, (await _world.LeafAsync(whole.Replace("\"post\"", "\"comment\"", StringComparison.Ordinal), comment)).Outcome);
    }

    [Theory]
    [InlineData("MATCH", "Passed")]
    [InlineData("NO_MATCH", "Failed")]
    [InlineData("REVIEW", "Errored")]
    public async Task A_fallback_stands_in_for_a_missing_answer(string fallback, string expected)
    {
        _world.Add("DOWN", SignalOutputType.Boolean, _ => throw new SignalException(SignalErrorKind.Unavailable, "down"));
        var leaf = await _world.LeafAsync($$"""{ "input": {{Field("text")}}, "signal": {{Signal("DOWN")}}, "fallback": "{{fallback}}" }""", Item("""{ "text": "x" }"""));
        Assert.Equal(Enum.Parse<ConditionOutcome>(expected), leaf.Outcome);
        Assert.True(leaf.UsedFallback);
        Assert.Equal(FailureKind.Unavailable, leaf.Failure!.Kind);
    }

    [Fact]
    public async Task A_bank_that_is_empty_or_gone_leaves_nothing_to_match_and_the_condition_unknown()
    {
        _world.AddContains();
        _world.Banks.Add(new MatchingBank { Id = "empty", OrgId = OrgId, Name = "Empty", Type = BankType.String });
        var leaf = await _world.LeafAsync($$"""{ "input": {{Field("text")}}, "signal": {{Signal("CONTAINS")}}, "matchingValues": { "textBankIds": ["empty", "gone"] } }""", Item("""{ "text": "x" }"""));
        Assert.Equal(ConditionOutcome.Errored, leaf.Outcome);
        Assert.Equal(FailureKind.Refused, leaf.Failure!.Kind);
    }

    [Theory]
    [InlineData("own")]
    [InlineData("banked")]
    public async Task Strings_and_the_text_bank_are_matched_together(string text)
    {
        _world.AddContains();
        _world.Banks.Add(new MatchingBank { Id = "b", OrgId = OrgId, Name = "B", Type = BankType.String, Strings = ["banked"] });
        var leaf = await _world.LeafAsync($$"""{ "input": {{Field("text")}}, "signal": {{Signal("CONTAINS")}}, "matchingValues": { "strings": ["own"], "textBankIds": ["b"] } }""", Item($$"""{ "text": "{{text}}" }"""));
        Assert.Equal(text, leaf.MatchedValue);
    }

    [Theory]
    [InlineData(""" "locationBankIds": ["places"] """, "Berlin,Paris")]
    [InlineData(""" "locationBankIds": ["places", "gone", "words"] """, "Berlin,Paris")]
    [InlineData(""" "locationBankIds": ["places", "more"] """, "Berlin,Paris,Rome")]
    public async Task A_location_bank_gives_its_places_and_no_bank_of_another_kind_does(string values, string expected)
    {
        _world.Banks.AddRange(
        [
            new MatchingBank { Id = "places", OrgId = OrgId, Name = "Places", Type = BankType.Location, Locations = [Place("Berlin"), Place("Paris")] },
            new MatchingBank { Id = "more", OrgId = OrgId, Name = "More", Type = BankType.Location, Locations = [Place("Rome")] },
            new MatchingBank { Id = "words", OrgId = OrgId, Name = "Words", Type = BankType.String, Strings = ["bad"] },
        ]);
        var post = Post with { Fields = [new ItemField("place", ScalarType.Geohash, false)] };
        _world.Signals.Add(new ScriptedSignal(
            ScriptedSignal.Describe("PLACES", SignalOutputType.Text, SignalInputType.Geohash) with { NeedsMatchingValues = true },
            input => SignalResult.Scored(string.Join(',', input.MatchingValues!.Strings.Concat(input.MatchingValues.Locations.Select(place => place.Name))))));

        var leaf = await _world.LeafAsync(
            $$"""{ "input": { "type": "CONTENT_COOP_INPUT", "name": "Any geohash" }, "signal": {{Signal("PLACES")}}, "matchingValues": { {{values}} }, "comparator": "EQUALS", "threshold": "{{expected}}" }""",
            Item("""{ "place": "u33dc" }""", post));

        Assert.Equal((ConditionOutcome.Passed, expected), (leaf.Outcome, leaf.Score));
        static LocationArea Place(string name) => new(name, name, 52.5, 13.4, 1);
    }

    [Fact]
    public async Task A_derived_value_is_unknown_while_nothing_derives_it()
    {
        const string Input = """{ "type": "CONTENT_DERIVED_FIELD", "spec": { "source": { "type": "CONTENT_COOP_INPUT", "name": "Any video" }, "derivationType": "VIDEO_TRANSCRIPTION" } }""";
        Assert.Equal(ConditionOutcome.Errored, (await _world.LeafAsync($$"""{ "input": {{Input}}, "comparator": "EQUALS", "threshold": "x" }""", Item("{}"))).Outcome);
        Assert.Equal(ConditionOutcome.Passed, (await _world.LeafAsync($$"""{ "input": {{Input}}, "comparator": "IS_UNAVAILABLE" }""", Item("{}"))).Outcome);
    }

    [Theory]
    [InlineData("2026-01-31T13:00:00+01:00", "EQUALS", "2026-01-31T12:00", ConditionOutcome.Passed)]
    [InlineData("2026-01-31T12:00:00Z", "NOT_EQUAL_TO", "2026-01-31T12:00:00.000Z", ConditionOutcome.Failed)]
    [InlineData("2026-01-31T12:00:00.001Z", "GREATER_THAN", "2026-01-31T12:00", ConditionOutcome.Passed)]
    [InlineData("2026-01-31T23:30:00-02:00", "LESS_THAN", "2026-02-01", ConditionOutcome.Failed)]
    [InlineData("2026-01-31", "GREATER_THAN_OR_EQUALS", "2026-01-31T00:00:00Z", ConditionOutcome.Passed)]
    [InlineData("2026-01-31", "EQUALS", "some day", ConditionOutcome.Errored)]
    public async Task Dates_compare_as_instants_however_they_are_written(string value, string comparator, string threshold, ConditionOutcome outcome)
    {
        var subject = World.Item($$"""{ "made": "{{value}}" }""");
        var leaf = await new World().LeafAsync($$"""{ "input": {{World.Field("made")}}, "comparator": "{{comparator}}", "threshold": "{{threshold}}" }""", subject);
        Assert.Equal(outcome, leaf.Outcome);
    }

    [Theory]
    [InlineData("2026-01-01T00:00:00Z", "GREATER_THAN", "now-7d", ConditionOutcome.Passed)]
    [InlineData("2025-12-26T03:04:05Z", "GREATER_THAN", "now-7d", ConditionOutcome.Failed)]
    [InlineData("2025-12-26T03:04:05Z", "EQUALS", "now-1w", ConditionOutcome.Passed)]
    [InlineData("2026-01-02T03:04:05Z", "EQUALS", "now", ConditionOutcome.Passed)]
    [InlineData("2026-01-02T04:04:05Z", "LESS_THAN_OR_EQUALS", "now+60m", ConditionOutcome.Passed)]
    public async Task A_date_is_held_against_the_moment_of_judging(string value, string comparator, string threshold, ConditionOutcome outcome)
    {
        var subject = Item($$"""{ "made": "{{value}}" }""");
        var leaf = await _world.LeafAsync($$"""{ "input": {{Field("made")}}, "comparator": "{{comparator}}", "threshold": "{{threshold}}" }""", subject);
        Assert.Equal(outcome, leaf.Outcome);
    }

    [Theory]
    [InlineData("ANY", "[1, 10]", ConditionOutcome.Passed, "10")]
    [InlineData("ANY", "[1, 2]", ConditionOutcome.Failed, "1")]
    [InlineData("ALL", "[1, 10]", ConditionOutcome.Failed, "1")]
    [InlineData("ALL", "[10, 11]", ConditionOutcome.Passed, "10")]
    [InlineData("NONE", "[1, 10]", ConditionOutcome.Failed, "10")]
    [InlineData("NONE", "[1, 2]", ConditionOutcome.Passed, "1")]
    [InlineData("ALL", "[]", ConditionOutcome.Inapplicable, null)]
    [InlineData("NONE", "[]", ConditionOutcome.Inapplicable, null)]
    public async Task Any_all_or_none_of_a_lists_values_must_pass(string quantifier, string values, ConditionOutcome outcome, string? reported)
    {
        var leaf = await _world.LeafAsync(
            $$"""{ "input": {{Field("counts")}}, "comparator": "GREATER_THAN", "threshold": 5, "quantifier": "{{quantifier}}" }""", Item($$"""{ "counts": {{values}} }"""));
        Assert.Equal((outcome, reported), (leaf.Outcome, leaf.Score));
    }

    [Theory]
    [InlineData("ANY", "yes", ConditionOutcome.Passed)]
    [InlineData("ANY", "no", ConditionOutcome.Errored)]
    [InlineData("ALL", "no", ConditionOutcome.Failed)]
    [InlineData("ALL", "yes", ConditionOutcome.Errored)]
    [InlineData("NONE", "yes", ConditionOutcome.Failed)]
    [InlineData("NONE", "no", ConditionOutcome.Errored)]
    public async Task A_value_that_could_not_be_measured_leaves_a_list_unknown_unless_another_settles_it(string quantifier, string other, ConditionOutcome outcome)
    {
        _world.Add("SAYS", SignalOutputType.Boolean, input => input.Value!.Value.AsText() switch
        {
            "down" => throw new SignalException(SignalErrorKind.Unavailable, "down"),
            var text => SignalResult.Scored(text == "yes"),
        });
        var leaf = await _world.LeafAsync(
            $$"""{ "input": {{Field("tags")}}, "signal": {{Signal("SAYS")}}, "quantifier": "{{quantifier}}" }""", Item($$"""{ "tags": ["down", "{{other}}"] }"""));
        Assert.Equal(outcome, leaf.Outcome);
    }
}
