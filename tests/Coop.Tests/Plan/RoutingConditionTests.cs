using Coop.Engine.Deciding;
using Coop.Engine.Plan;
using Coop.Tests.Rules;
using static Coop.Tests.Rules.World;

namespace Coop.Tests.Plan;

/// <summary>What only the conditions of routing look at: the policies an item came with, and where it came from. Queues are not part of the plan.</summary>
public class RoutingConditionTests
{
    private const string Policy = """{ "input": { "type": "CONTENT_COOP_INPUT", "name": "Relevant Policy" }, "comparator": "EQUALS", "threshold": "spam" }""";
    private const string Source = """{ "input": { "type": "CONTENT_COOP_INPUT", "name": "Source" }, "comparator": "EQUALS", "threshold": "post-actions" }""";
    private const string NoPolicy = """{ "input": { "type": "CONTENT_COOP_INPUT", "name": "Relevant Policy" }, "comparator": "IS_NOT_PROVIDED" }""";

    private readonly World _world = new();

    [Theory]
    [InlineData("Passed", "spam", "scam")]
    [InlineData("Passed", "scam", "spam")]
    [InlineData("Failed", "scam")]
    [InlineData("Inapplicable")]
    public async Task Any_policy_of_the_item_may_be_the_one(string expected, params string[] policies)
    {
        var leaf = await _world.LeafAsync(Policy, With(policies));
        Assert.Equal(Enum.Parse<ConditionOutcome>(expected), leaf.Outcome);
    }

    [Theory]
    [InlineData("post-actions", "Passed")]
    [InlineData("mrt-job", "Failed")]
    [InlineData(null, "Inapplicable")]
    public async Task The_source_is_a_text_and_submissions_have_none(string? source, string expected)
    {
        var leaf = await _world.LeafAsync(Source, EvaluationSubject.Of(Item("{}").Item!) with { SourceType = source });
        Assert.Equal(Enum.Parse<ConditionOutcome>(expected), leaf.Outcome);
    }

    [Theory]
    [InlineData("test", "Passed")]
    [InlineData("test", "Failed", "spam")]
    [InlineData("other", "Failed")]
    public async Task A_text_of_an_item_without_policies(string text, string expected, params string[] policies)
    {
        var set = await _world.SetAsync(
            $$"""{ "conjunction": "AND", "conditions": [ { "input": {{Field("text")}}, "comparator": "EQUALS", "threshold": "test" }, {{NoPolicy}} ] }""",
            With(policies, $$"""{ "text": "{{text}}" }"""));
        Assert.Equal(Enum.Parse<ConditionOutcome>(expected), set.Outcome);
    }

    [Fact]
    public async Task Both_are_known_of_an_item_of_which_only_the_identifier_is()
    {
        var identifier = EvaluationSubject.Identifier("i1", Post) with { PolicyIds = ["spam"], SourceType = "post-actions" };
        Assert.Equal(ConditionOutcome.Passed, (await _world.LeafAsync(Policy, identifier)).Outcome);
        Assert.Equal(ConditionOutcome.Passed, (await _world.LeafAsync(Source, identifier)).Outcome);
    }

    private static EvaluationSubject With(string[] policies, string data = "{}") => EvaluationSubject.Of(Item(data).Item!) with { PolicyIds = policies };
}
