using Coop.Engine.Signals;

namespace Coop.Tests.Text;

public sealed class TextMatchingContainsVariantSignalTests(TextIntegration text) : IClassFixture<TextIntegration>
{
    [Theory]
    [InlineData("Hello", "h3||0")]
    [InlineData("Hello", "helllllllloooo")]
    [InlineData("Hello", "well HELLO there")]
    [InlineData("hello", "hèllö")]
    [InlineData("hello", "he\u0301llo")] // a combining accent
    [InlineData("hello", "ｈｅｌｌｏ")]
    [InlineData("hello", "𝐡𝐞𝐥𝐥𝐨")]
    [InlineData("hello", "ⓗⓔⓛⓛⓞ")]
    [InlineData("hello", "he\u200bllo")] // an invisible space
    [InlineData("hello", "hello-there")]
    [InlineData("hello", "line\nhell()")]
    [InlineData("scam", "$c4m")]
    [InlineData("scam", "5(@m")]
    [InlineData("scam", "sssscaaaam")]
    [InlineData("leet", "133+")]
    [InlineData("idiot", "!d¡0+")]
    [InlineData("pill", "¶¡|L")]
    [InlineData("sell", "$€11")]
    [InlineData("free", "frꞓꞓ")]
    [InlineData("cocaine", "c()c4!n3")]
    [InlineData("straße", "STRASSE")]
    [InlineData("cœur", "coeur")]
    [InlineData("buy now", "please BUY    n0w!")]
    [InlineData("  buy ", "buyer")]
    [InlineData("6mwe", "6mmwe")] // skipped in the list this mirrors; elongation says it matches
    public async Task A_disguised_keyword_is_found(string keyword, string value) =>
        Assert.Equal(SignalOutcome.Scored(true, keyword), await text.RunAsync("TEXT_MATCHING_CONTAINS_VARIANT", value, keyword));

    [Theory]
    [InlineData("Hello", "helo")] // a run may be longer, not shorter
    [InlineData("Hello", "othello")] // not at the start of a word
    [InlineData("Hello", "h e l l o")]
    [InlineData("hello", "hxello")]
    [InlineData("6mmwe", "6mwe")]
    [InlineData("buy now", "buy later")]
    [InlineData("hello", "")]
    [InlineData("hello", "(hello)")]
    [InlineData("", "anything")]
    [InlineData("   ", "any thing")]
    public async Task What_is_no_variant_is_not_found(string keyword, string value) =>
        Assert.Equal(SignalOutcome.Scored(false), await text.RunAsync("TEXT_MATCHING_CONTAINS_VARIANT", value, keyword));

    [Fact]
    public async Task The_matched_value_is_the_first_keyword_of_the_list_as_it_was_written() =>
        Assert.Equal("P1LL", (await text.RunAsync("TEXT_MATCHING_CONTAINS_VARIANT", "cheap pills", "scam", "P1LL", "cheap")).MatchedValue);
}
