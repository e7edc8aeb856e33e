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
            Assert.True(text.Runner.TryMatch(text.Compile(signalId, sets), "org", ScalarValue.Text(value), matches));
            for (var set = 0; set < sets.Length; set++)
            {
                Assert.Equal(text.RunAsync(signalId, value, sets[set]).AsTask().GetAwaiter().GetResult(), OutcomeOf(matches, set));
            }
        });
    }

    [Theory]
    [InlineData("TEXT_MATCHING_CONTAINS_REGEX")]
    [InlineData("TEXT_MATCHING_NOT_CONTAINS_REGEX")]
    public void Many_lists_of_patterns_in_one_pass_agree_with_each_list_alone(string signalId) =>
        Gen.Select(Pieces(Letters), Pattern.Array[1, 3].Array[1, 6]).Sample((value, lists) =>
        {
            var matches = new SignalMatches();
            MatchingValues[] sets = [.. lists.Select(list => new MatchingValues { Strings = list })];
            Assert.True(text.Runner.TryMatch(text.Compile(signalId, sets), "org", ScalarValue.Text(value), matches));
            for (var set = 0; set < sets.Length; set++)
            {
                Assert.Equal(text.RunAsync(signalId, value, sets[set]).AsTask().GetAwaiter().GetResult(), OutcomeOf(matches, set));
            }
        }, iter: 1_000);

    [Theory]
    [InlineData("buy|sell", "I SELL it", true)]
    [InlineData("\\b(?:foo|bar)\\b", "a bar.", true)]
    [InlineData("\\b(?:foo|bar)\\b", "barge", false)]
    [InlineData("ma\u212Aes?it", "MAKEIT", true)]
    [InlineData("makesit", "ma\u212Aesit", true)]
    [InlineData("colou?r", "color", true)]
    [InlineData("ab{0,2}c", "ac", true)]
    [InlineData("ab{2,}c", "abbc", true)]
    [InlineData("x{,2}yz", "x{,2}yz", true)]
    [InlineData("(spam)?", "nothing", true)]
    [InlineData("(spam|)ham", "ham", true)]
    [InlineData("дом\\s", "ДОМ ", true)]
    public void A_pattern_among_many_is_tried_wherever_it_may_match(string pattern, string value, bool found)
    {
        var matches = new SignalMatches();
        var matcher = text.Compile(
            "TEXT_MATCHING_CONTAINS_REGEX", [new MatchingValues { Strings = ["never \\d{9}"] }, new MatchingValues { Strings = [pattern] }]);
        Assert.True(text.Runner.TryMatch(matcher, "org", ScalarValue.Text(value), matches));
        Assert.Equal(found, OutcomeOf(matches, 1).Score.AsBoolean());
    }

    [Fact]
    public async Task A_list_with_an_unusable_pattern_fails_alone_with_the_reason_it_has_alone()
    {
        var matches = new SignalMatches();
        MatchingValues[] sets = [new() { Strings = ["good"] }, new() { Strings = ["(?=bad)"] }];
        Assert.True(text.Runner.TryMatch(text.Compile("TEXT_MATCHING_CONTAINS_REGEX", sets), "org", ScalarValue.Text("good"), matches));
        Assert.Equal(SignalOutcome.Scored(true, "good"), OutcomeOf(matches, 0));
        Assert.Equal(await text.RunAsync("TEXT_MATCHING_CONTAINS_REGEX", "good", sets[1]), OutcomeOf(matches, 1));
        Assert.Equal(FailureKind.Refused, OutcomeOf(matches, 1).Failure?.Kind);
    }

    [Fact]
    public void Hundreds_of_sets_and_thousands_of_keywords_are_one_matcher()
    {
        var matcher = text.Compile(
            "TEXT_MATCHING_CONTAINS_TEXT",
            [.. Enumerable.Range(0, 400).Select(set => new MatchingValues { Strings = [.. Enumerable.Range(0, 10).Select(word => $"word{set}x{word}.")] })]);
        var matches = new SignalMatches();

        Assert.True(text.Runner.TryMatch(matcher, "org", ScalarValue.Text("so WORD7x3. and word399x0. and word7x2."), matches));

        Assert.Equal([7, 399], matches.Found.ToArray().Select(found => found.Set).Order());
        Assert.Equal("word7x2.", OutcomeOf(matches, 7).MatchedValue);
        Assert.Equal(SignalOutcome.Scored(false), matches.Others);
    }

    private static readonly string[] Letters = ["a", "b", "c", "A", "k", "\u212a", "s", "\u017f", "i", "\u0130", "\u0131", "\u0436", "\u0416", "\u00e9", " ", "1"];

    private static Gen<string> Pattern { get; } = Pieces([.. Letters, "ab", "kis", "bca", "(?:ab|ki)", "(?:a|bb|)", "[abk]", "a+", "b*", "c?", "k{2}", "s{0,1}", "\\d", "\\b", ".", "|"]);

    private static SignalOutcome OutcomeOf(SignalMatches matches, int set) =>
        matches.Found.ToArray().Where(found => found.Set == set).Select(found => (SignalOutcome?)found.Outcome).SingleOrDefault() ?? matches.Others;

    private static Gen<string> Pieces(string[] pieces) => Gen.Int[0, pieces.Length - 1].Select(piece => pieces[piece]).Array[1, 8].Select(string.Concat);
}
