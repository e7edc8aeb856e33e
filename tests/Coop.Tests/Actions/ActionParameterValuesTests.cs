using System.Text.Json;
using Coop.Engine.Actions;

namespace Coop.Tests.Actions;

/// <summary>Values of parameters.</summary>
public class ActionParameterValuesTests
{
    private static readonly ActionParameter[] Parameters =
    [
        new() { Name = "text", DisplayName = "Text", Type = ActionParameterType.String, MaxLength = 5 },
        new() { Name = "number", DisplayName = "Number", Type = ActionParameterType.Number, Min = 1, Max = 10 },
        new() { Name = "boolean", DisplayName = "Boolean", Type = ActionParameterType.Boolean },
        new() { Name = "select", DisplayName = "Select", Type = ActionParameterType.Select, Options = [new("a", "A"), new("b", "B")] },
        new() { Name = "multi", DisplayName = "Multi", Type = ActionParameterType.Multiselect, Options = [new("a", "A"), new("b", "B")] },
    ];

    [Theory]
    [InlineData("null", "{}")]
    [InlineData("{}", "{}")]
    [InlineData("""{"text":"abcde"}""", """{"text":"abcde"}""")]
    [InlineData("""{"text":""}""", "{}")]
    [InlineData("""{"text":null}""", "{}")]
    [InlineData("""{"number":1}""", """{"number":1}""")]
    [InlineData("""{"number":10}""", """{"number":10}""")]
    [InlineData("""{"boolean":false}""", """{"boolean":false}""")]
    [InlineData("""{"select":"b"}""", """{"select":"b"}""")]
    [InlineData("""{"multi":["a","b"]}""", """{"multi":["a","b"]}""")]
    [InlineData("""{"multi":[]}""", "{}")]
    public void Accepts(string given, string expected) => Assert.Equal(expected, Check(given).Value.GetRawText());

    [Theory]
    [InlineData("[]", "")]
    [InlineData("\"text\"", "")]
    [InlineData("""{"other":1}""", "/other")]
    [InlineData("""{"text":1}""", "/text")]
    [InlineData("""{"text":"abcdef"}""", "/text")]
    [InlineData("""{"number":"1"}""", "/number")]
    [InlineData("""{"number":1e999}""", "/number")]
    [InlineData("""{"number":0}""", "/number")]
    [InlineData("""{"number":11}""", "/number")]
    [InlineData("""{"boolean":"true"}""", "/boolean")]
    [InlineData("""{"boolean":0}""", "/boolean")]
    [InlineData("""{"select":"c"}""", "/select")]
    [InlineData("""{"select":["a"]}""", "/select")]
    [InlineData("""{"multi":"a"}""", "/multi")]
    [InlineData("""{"multi":["a","c"]}""", "/multi")]
    [InlineData("""{"multi":[1]}""", "/multi")]
    public void Refuses(string given, string pointer) => Assert.Equal(("action.parameter-value-invalid", pointer), Assert.Single(Check(given).Problems.Select(problem => (problem.Code, problem.Pointer))));

    [Theory]
    [InlineData(ActionParameterType.String, "\" \"", false)]
    [InlineData(ActionParameterType.String, "null", false)]
    [InlineData(ActionParameterType.Select, "\"\"", false)]
    [InlineData(ActionParameterType.Multiselect, "[]", false)]
    [InlineData(ActionParameterType.Number, "0", true)]
    [InlineData(ActionParameterType.Boolean, "false", true)]
    public void A_required_value_counts_as_missing_when_it_is_empty_but_not_when_it_is_0_or_false(ActionParameterType type, string value, bool accepted)
    {
        ActionParameter[] parameters = [new() { Name = "p", DisplayName = "P", Type = type, Required = true, Options = [new("a", "A")] }];
        Assert.Equal(accepted, ActionParameterValues.Check(parameters, JsonElement.Parse($$"""{"p":{{value}}}""")).TryGet(out _));
        Assert.False(ActionParameterValues.Check(parameters, null).TryGet(out _));
    }

    [Fact]
    public void A_default_fills_what_is_left_out_and_every_mistake_is_reported()
    {
        ActionParameter[] parameters = [Parameters[1] with { DefaultValue = JsonElement.Parse("7"), Required = true }];
        Assert.Equal("""{"number":7}""", ActionParameterValues.Check(parameters, null).Value.GetRawText());
        Assert.Equal(["/other", "/number", "/boolean"], Check("""{"boolean":1,"number":"x","other":1}""").Problems.Select(problem => problem.Pointer));
    }

    [Theory]
    [InlineData(false, "{}", """{"number":3}""", """{"number":3}""")]
    [InlineData(false, """{"number":99}""", """{"number":3}""", "{}")]
    [InlineData(true, """{"number":99}""", null, "{}")]
    public void Rules_never_fail(bool required, string first, string? second, string expected)
    {
        var action = new ModerationAction { Id = "a", OrgId = "o", Name = "A", Type = ActionType.CustomAction, Parameters = [Parameters[1] with { Required = required }] };
        JsonElement?[] configured = [null, JsonElement.Parse(first), second is null ? null : JsonElement.Parse(second)];
        Assert.Equal(expected, ActionParameterValues.ForRules(action, configured).GetRawText());
        Assert.Equal("{}", ActionParameterValues.ForRules(action with { Type = ActionType.EnqueueToMrt }, configured).GetRawText());
    }

    private static Coop.Engine.Problems.Result<JsonElement> Check(string given) => ActionParameterValues.Check(Parameters, JsonElement.Parse(given));
}
