using Coop.Engine.Signals;

namespace Coop.Tests.Text;

public sealed class TextSimilarityTests(TextIntegration text) : IClassFixture<TextIntegration>
{
    private const string Similarity = "TEXT_SIMILARITY_SCORE";

    // The expected scores are what the fuzzball package answers: ratio for a text shorter than the value, partial_ratio otherwise.
    [Theory]
    [InlineData("hello", "hello", 1)]
    [InlineData("helo", "hello", 0.89)]
    [InlineData("test", "this is a test", 0.44)]
    [InlineData("this is a test!", "this is a test", 1)]
    [InlineData("kitten", "sitting", 0.62)]
    [InlineData("get fr33 m0ney now", "free money", 0.7)]
    [InlineData("HELLO, world", "hello world", 1)]
    [InlineData("naïve café", "naive cafe", 0.8)]
    [InlineData("buy cheap pills online", "cheap pilz", 0.9)]
    [InlineData("the quick brown fox jumps", "quick brwn fox", 0.93)]
    [InlineData("!!!", "???", 0)]
    [InlineData("日本語", "日本", 1)]
    [InlineData("aaab", "aaaa", 0.75)]
    [InlineData("a_b-c   d", "a b c d", 1)]
    [InlineData("😀 smile 😀", "smile", 1)]
    [InlineData("Follow   me\non snap_chat", "follow me on snapchat", 0.95)]
    [InlineData("", "abc", 0)]
    public async Task A_text_is_as_similar_as_its_closest_part(string value, string matching, double score) =>
        Assert.Equal(SignalOutcome.Scored(score, matching), await text.RunAsync(Similarity, value, matching));

    [Fact]
    public async Task The_closest_of_several_values_counts_and_is_named() =>
        Assert.Equal(SignalOutcome.Scored(0.89, "hello"), await text.RunAsync(Similarity, "helo", "goodbye", "hello", "held"));

    [Fact]
    public async Task Texts_too_long_to_compare_are_out_of_scope_not_guessed()
    {
        var failure = (await text.RunAsync(Similarity, new string('x', 50_000), new string('y', 2_000))).Failure;

        Assert.Equal(FailureKind.OutOfScope, failure?.Kind);
        Assert.Contains("50000", failure!.Reason, StringComparison.Ordinal);
    }
}
