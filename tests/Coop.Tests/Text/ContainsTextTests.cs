using Coop.Engine.Signals;
using Coop.Integrations;
using Coop.Tests.Support;
using CsCheck;

namespace Coop.Tests.Text;

public sealed class ContainsTextTests(TextIntegration text) : IClassFixture<TextIntegration>
{
    private const string Contains = "TEXT_MATCHING_CONTAINS_TEXT";
    private const string DoesNotContain = "TEXT_MATCHING_NOT_CONTAINS_TEXT";

    // Few letters, so that they meet; with pairs that case brings together, letters beyond ASCII and pairs of surrogates.
    private static readonly string[] Pieces =
        ["a", "A", "b", "B", "é", "É", "ß", "ж", "Ж", "σ", "Σ", "ς", "k", "\u212a", "i", "I", "ı", "İ", "𐐀", "𐐨", "😀", " "];

    [Theory]
    [InlineData("Buy CHEAP pills", "cheap", true)]
    [InlineData("cheapest", "CHEAP", true)]
    [InlineData("che ap", "cheap", false)]
    [InlineData("ÉTÉ indien", "été", true)]
    [InlineData("ДОМ", "дом", true)]
    [InlineData("", "cheap", false)]
    [InlineData("a.c", "a.c", true)]
    [InlineData("abc", "a.c", false)]
    public async Task A_keyword_is_found_anywhere_whatever_its_case(string value, string keyword, bool found)
    {
        Assert.Equal(SignalOutcome.Scored(found, found ? keyword : null), await text.RunAsync(Contains, value, keyword));
        Assert.Equal(SignalOutcome.Scored(!found, found ? keyword : null), await text.RunAsync(DoesNotContain, value, keyword));
    }

    [Fact]
    public async Task The_matched_value_is_the_first_keyword_of_the_list_not_of_the_text()
    {
        Assert.Equal("second", (await text.RunAsync(Contains, "third second", "first", "second", "third")).MatchedValue);
        Assert.Equal("pill", (await text.RunAsync(Contains, "pills", "pill", "pills")).MatchedValue);
        Assert.Equal("Pills", (await text.RunAsync(Contains, "PILLS", "Pills", "pills")).MatchedValue);
    }

    [Fact]
    public async Task A_blank_keyword_occurs_nowhere()
    {
        Assert.False((await text.RunAsync(Contains, "anything", "")).Score.AsBoolean());
        Assert.Equal("thing", (await text.RunAsync(Contains, "anything", "", "thing")).MatchedValue);
    }

    [Fact]
    public async Task An_id_is_a_text_too()
    {
        var outcome = await text.Signal(Contains).RunAsync(
            new SignalInput
            {
                OrgId = "org",
                SignalId = Contains,
                Value = ScalarValue.Text(ScalarType.Id, "user-77"),
                MatchingValues = new MatchingValues { Strings = ["R-7"] },
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(SignalOutcome.Scored(true, "R-7"), outcome);
    }

    [Fact]
    public void It_agrees_with_a_plain_search_for_each_keyword() =>
        Gen.Select(Words, Words.Array[1, 6]).Sample((value, keywords) =>
        {
            var expected = keywords.FirstOrDefault(keyword => keyword.Length > 0 && value.Contains(keyword, StringComparison.OrdinalIgnoreCase));
            var outcome = text.RunAsync(Contains, value, keywords).AsTask().GetAwaiter().GetResult();
            return outcome == SignalOutcome.Scored(expected is not null, expected);
        });

    internal static Gen<string> Words { get; } =
        Gen.Int[0, Pieces.Length - 1].Select(piece => Pieces[piece]).Array[0, 12].Select(string.Concat);
}
