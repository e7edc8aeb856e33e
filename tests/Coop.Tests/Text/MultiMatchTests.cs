using Coop.Engine.Signals;
using Coop.Integrations;
using CsCheck;

namespace Coop.Tests.Text;

/// <summary>One pass for many sets must say what each set alone says.</summary>
public sealed class MultiMatchTests(TextIntegration text) : IClassFixture<TextIntegration>
{
    [Theory]
    [InlineData("TEXT_MATCHING_CONTAINS_TEXT")]
    [InlineData("TEXT_MATCHING_NOT_CONTAINS_TEXT")]
    public void Many_sets_in_one_pass_agree_with_each_set_alone(string signalId)
    {
        Gen.Select(ContainsTextTests.Words, ContainsTextTests.Words.Array[1, 4].Array[1, 8]).Sample((value, lists) =>
        {
            var matches = new SignalMatches();
            MatchingValues[] sets = [.. lists.Select(list => new MatchingValues { Strings = list })];
            Assert.True(text.Runner.TryMatch(text.Runner.Compile(text.Signal(signalId), sets)!, "org", ScalarValue.Text(value), matches));
            for (var set = 0; set < sets.Length; set++)
            {
                Assert.Equal(text.RunAsync(signalId, value, sets[set]).AsTask().GetAwaiter().GetResult(), OutcomeOf(matches, set));
            }
        });
    }

    [Fact]
    public void Hundreds_of_sets_and_thousands_of_keywords_are_one_matcher()
    {
        var matcher = text.Runner.Compile(
            text.Signal("TEXT_MATCHING_CONTAINS_TEXT"),
            [.. Enumerable.Range(0, 400).Select(set => new MatchingValues { Strings = [.. Enumerable.Range(0, 10).Select(word => $"word{set}x{word}.")] })]);
        var matches = new SignalMatches();

        Assert.True(text.Runner.TryMatch(matcher!, "org", ScalarValue.Text("so WORD7x3. and word399x0. and word7x2."), matches));

        Assert.Equal([7, 399], matches.Found.ToArray().Select(found => found.Set).Order());
        Assert.Equal("word7x2.", OutcomeOf(matches, 7).MatchedValue);
        Assert.Equal(SignalOutcome.Scored(false), matches.Others);
    }

    private static SignalOutcome OutcomeOf(SignalMatches matches, int set) =>
        matches.Found.ToArray().Where(found => found.Set == set).Select(found => (SignalOutcome?)found.Outcome).SingleOrDefault() ?? matches.Others;
}
