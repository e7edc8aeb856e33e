using System.Reflection;
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
        var signal = MultiMatch(signalId);
        Gen.Select(ContainsTextTests.Words, ContainsTextTests.Words.Array[1, 4].Array[1, 8]).Sample((value, lists) =>
        {
            MatchingValues[] sets = [.. lists.Select(list => new MatchingValues { Strings = list })];
            var together = new SignalResult[sets.Length];
            signal.Compile(sets).Match(ScalarValue.Text(value), together);
            for (var set = 0; set < sets.Length; set++)
            {
                var alone = text.RunAsync(signalId, value, sets[set]).AsTask().GetAwaiter().GetResult();
                Assert.Equal((alone.Score, alone.MatchedValue), (together[set].Score, together[set].MatchedValue));
            }
        });
    }

    [Fact]
    public void Hundreds_of_sets_and_thousands_of_keywords_are_one_matcher()
    {
        var matcher = MultiMatch("TEXT_MATCHING_CONTAINS_TEXT").Compile(
            [.. Enumerable.Range(0, 400).Select(set => new MatchingValues { Strings = [.. Enumerable.Range(0, 10).Select(word => $"word{set}x{word}.")] })]);
        var results = new SignalResult[400];

        matcher.Match(ScalarValue.Text("so WORD7x3. and word399x0. and word7x2."), results);

        Assert.Equal([7, 399], results.Index().Where(result => result.Item.Score.AsBoolean()).Select(result => result.Index));
        Assert.Equal("word7x2.", results[7].MatchedValue);
    }

    /// <summary>The author's object behind the catalogue's signal.</summary>
    private IMultiMatchSignal MultiMatch(string signalId) => Assert.IsType<IMultiMatchSignal>(
        text.Signal(signalId).GetType().GetField("_signal", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(text.Signal(signalId)), exactMatch: false);
}
