using Coop.Engine.Banks;
using Coop.Engine.Deciding;
using Coop.Tests.Rules;
using Coop.Tests.Text;
using static Coop.Tests.Rules.World;

namespace Coop.Tests.Plan;

/// <summary>One signal over one text with the banks of two conditions, by the integration that ships with us.</summary>
public sealed class PatternBankTests(TextIntegration text) : IClassFixture<TextIntegration>
{
    private const string Regex = """{ "id": "{\"type\":\"TEXT_MATCHING_CONTAINS_REGEX\"}", "type": "TEXT_MATCHING_CONTAINS_REGEX" }""";

    [Fact]
    public async Task Each_condition_is_matched_against_its_own_bank()
    {
        var world = new World();
        world.Signals.AddRange(text.Integration.Signals.Select(signal => signal.Author));
        world.Banks.Add(new MatchingBank { Id = "1", OrgId = OrgId, Name = "One", Type = BankType.Regex, Strings = ["a", "b", "c"] });
        world.Banks.Add(new MatchingBank { Id = "2", OrgId = OrgId, Name = "Two", Type = BankType.Regex, Strings = ["d", "e", "f"] });
        var set = await world.SetAsync(
            $$"""{ "conjunction": "XOR", "conditions": [ {{Of("1")}}, {{Of("2")}} ] }""", Item("""{ "text": "a" }"""));
        var leaves = set.Conditions.Cast<LeafTrace>().ToArray();
        Assert.Equal([(ConditionOutcome.Passed, "a"), (ConditionOutcome.Failed, null)], leaves.Select(leaf => (leaf.Outcome, leaf.MatchedValue)));
        Assert.Equal(["true", "false"], leaves.Select(leaf => leaf.Score));
    }

    private static string Of(string bank) => $$"""{ "input": {{Field("text")}}, "signal": {{Regex}}, "matchingValues": { "textBankIds": ["{{bank}}"] } }""";
}
