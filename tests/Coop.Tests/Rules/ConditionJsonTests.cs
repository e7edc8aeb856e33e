using System.Text.Json;
using Coop.Engine.Rules.Conditions;
using Coop.Integrations;
using CsCheck;

namespace Coop.Tests.Rules;

public class ConditionJsonTests
{
    private static readonly Gen<string> Text = Gen.String[Gen.Char.AlphaNumeric, 1, 8];

    private static readonly Gen<ConditionInput> Simple = Gen.OneOf(
        Gen.Select(Text, Text, (name, type) => (ConditionInput)new ConditionInput.Field(name, type)),
        Gen.Enum<CoopInput>().Select(input => (ConditionInput)new ConditionInput.Aggregate(input)),
        Text.Array[0, 3].Select(ids => (ConditionInput)new ConditionInput.WholeItem(ids.Length == 0 ? null : ids)));

    private static readonly Gen<ConditionInput> Input = Gen.OneOf(
        Simple,
        Gen.Const<ConditionInput>(new ConditionInput.User()),
        Gen.Select(Simple, Text, (source, type) => (ConditionInput)new ConditionInput.Derived(source, type)));

    private static readonly Gen<LeafCondition> Leaf = Gen.Select(
        Input, Text.Null(), Text.Null(), Gen.Enum<Comparator>().Nullable(), Gen.OneOf(Gen.Double[-1e6, 1e6].Select(n => (SignalScore)n), Gen.String.Where(IsWhole).Select(t => (SignalScore)t)), Gen.Enum<Fallback>().Nullable(), Text.Array[0, 3],
        (input, signal, subcategory, comparator, threshold, fallback, strings) => new LeafCondition
        {
            Input = input,
            Signal = signal is null ? null : new ConditionSignal(signal, "Shown", subcategory, JsonElement.Parse("""{"a":[1]}""")),
            MatchingValues = strings.Length == 0 ? null : new ConditionMatchingValues
            {
                Strings = strings,
                Locations = [new LocationArea("l", null, 1.5, -2.5, 3), new LocationArea("m", "M", 0, 0, 0, new LocationBounds(-1, -2, 3, 4))],
                ImageBankIds = [],
            },
            Comparator = comparator,
            Threshold = threshold,
            Fallback = fallback,
        });

    [Fact]
    public void What_is_written_reads_back_the_same() => Gen.Select(Gen.Enum<Conjunction>(), Leaf.Array[1, 3]).Sample((conjunction, leaves) =>
    {
        var set = new ConditionSet(Conjunction.Or, [new ConditionSet(conjunction, leaves), new ConditionSet(Conjunction.And, [leaves[0]])]);
        var written = ConditionJson.ToElement(set);
        var read = ConditionJson.Read(written).Value;
        Assert.Equal(written.GetRawText(), ConditionJson.ToElement(read).GetRawText());
        var leaf = (LeafCondition)((ConditionSet)read.Conditions[1]).Conditions[0];
        Assert.Equal((leaves[0].Threshold, leaves[0].Comparator, leaves[0].Fallback, leaves[0].Signal?.Id), (leaf.Threshold, leaf.Comparator, leaf.Fallback, leaf.Signal?.Id));
    });

    [Fact]
    public void The_stored_form_is_that_of_the_TypeScript_system()
    {
        var leaf = new LeafCondition
        {
            Input = new ConditionInput.Aggregate(CoopInput.AllText),
            Signal = new ConditionSignal("OPEN_TEXT", "Open text"),
            Comparator = Comparator.GreaterThanOrEquals,
            Threshold = 0.5,
        };
        Assert.Equal(
            """{"conjunction":"AND","conditions":[{"input":{"type":"CONTENT_COOP_INPUT","name":"All text"},"signal":{"id":"{\"type\":\"OPEN_TEXT\"}","type":"OPEN_TEXT","name":"Open text"},"comparator":"GREATER_THAN_OR_EQUALS","threshold":0.5}]}""",
            ConditionJson.ToElement(new ConditionSet(Conjunction.And, [leaf])).GetRawText());
    }

    [Theory]
    [InlineData("[]", "")]
    [InlineData("""{ "input": { "type": "USER_ID" } }""", "")]
    [InlineData("""{ "conjunction": "NAND", "conditions": [] }""", "/conjunction", "/conditions")]
    [InlineData("""{ "conjunction": "AND" }""", "/conditions")]
    [InlineData("""{ "conjunction": "AND", "conditions": [{ "input": { "type": "USER_ID" } }, { "conjunction": "OR", "conditions": [{ "input": { "type": "USER_ID" } }] }] }""", "/conditions")]
    [InlineData("""{ "conjunction": "AND", "conditions": [{ "input": { "type": "CONTENT_FIELD" }, "treshold": 1, "threshold": true, "comparator": "IS" }] }""", "/conditions/0/treshold", "/conditions/0/input/name", "/conditions/0/input/contentTypeId", "/conditions/0/comparator", "/conditions/0/threshold")]
    [InlineData("""{ "conjunction": "AND", "conditions": [{ "input": { "type": "CONTENT_COOP_INPUT", "name": "ALL_TEXT" }, "signal": { "id": "MY_SIGNAL" } }] }""", "/conditions/0/input/name", "/conditions/0/signal/id")]
    [InlineData("""{ "conjunction": "AND", "conditions": [{ "input": { "type": "USER_ID" }, "matchingValues": { "strings": [1], "locations": [{ "id": "l", "geometry": { "center": { "lat": 91, "lng": 0 }, "radius": -1 } }] } }] }""", "/conditions/0/matchingValues/locations/0/geometry/radius", "/conditions/0/matchingValues/locations/0/geometry/center/lat", "/conditions/0/matchingValues/strings/0")]
    public void Every_mistake_is_reported_with_its_place(string json, params string[] pointers) =>
        Assert.Equal(pointers, ConditionJson.Read(JsonElement.Parse(json)).Problems.Select(problem => problem.Pointer));

    private static bool IsWhole(string text) => !text.Any(char.IsSurrogate);
}
