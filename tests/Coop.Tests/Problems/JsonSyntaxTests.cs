using System.Text;
using System.Text.Json;
using Coop.Engine.Problems;
using CsCheck;

namespace Coop.Tests.Problems;

/// <summary>Where JSON goes wrong is told in our own words, whatever the parser's are.</summary>
public sealed class JsonSyntaxTests
{
    private static readonly string[] Typed = ["{", "}", "[", "]", ",", ":", "\"", "\\", "x", "1", "-", " ", "\n", "ü", "/", "'"];

    [Theory]
    [InlineData("", "there is nothing", 1, 1)]
    [InlineData(" \n ", "there is nothing", 2, 2)]
    [InlineData("{", "it ends in the middle", 1, 2)]
    [InlineData("{\n  \"a\": \"b", "it ends in the middle", 2, 10)]
    [InlineData("[1, 2", "it ends in the middle", 1, 6)]
    [InlineData("{ \"a\"", "it ends in the middle", 1, 6)]
    [InlineData("{ \"a\": }", "'}' does not belong here", 1, 8)]
    [InlineData("{ \"a\" 1 }", "a comma or a colon is missing before '1'", 1, 7)]
    [InlineData("{ \"a\": 1, }", "a comma stands before the closing bracket", 1, 11)]
    [InlineData("{ \"a\": 1 \"b\": 2 }", "a comma is missing before '\"b\"'", 1, 10)]
    [InlineData("[ 1 2 ]", "a comma is missing before '2'", 1, 5)]
    [InlineData("[ 1 }", "'}' does not belong here", 1, 5)]
    [InlineData("{ \"ä\": nonsense }", "'nonsense' is no value", 1, 9)]
    [InlineData("{ a: 1 }", "'a' is no value", 1, 3)]
    [InlineData("{ 'a': 1 }", "text stands in double quotes, not in single ones", 1, 3)]
    [InlineData("[ 01 ]", "'01' is no number", 1, 4)]
    [InlineData("[ 1. ]", "'1.' is no number", 1, 5)]
    [InlineData("[ \"a\nb\" ]", "a line break or another control character stands in a text", 1, 5)]
    [InlineData("[ \"\\x\" ]", "behind a backslash in a text only", 1, 5)]
    [InlineData("// why\n[]", "JSON has no comments", 1, 1)]
    [InlineData("{} x", "'x' stands behind the end", 1, 4)]
    [InlineData("1 2", "'2' stands behind the end", 1, 3)]
    public void A_mistake_has_its_place_and_what_it_is(string text, string what, int line, int column)
    {
        var mistake = JsonSyntax.MistakeIn(Encoding.UTF8.GetBytes(text));
        Assert.NotNull(mistake);
        Assert.Contains(what, mistake.What, StringComparison.Ordinal);
        Assert.Equal((line, column), (mistake.Line, mistake.Column));
    }

    [Fact]
    public void What_is_nested_too_deeply_is_told_as_that() =>
        Assert.Contains("nested more than 64 levels deep", JsonSyntax.MistakeIn(Encoding.UTF8.GetBytes(new string('[', 65) + new string(']', 65)))?.What, StringComparison.Ordinal);

    [Theory]
    [InlineData("{}")]
    [InlineData(" [1, -2.5e3, \"\\u00e4\", null, { \"a\": [true] }] \n")]
    public void What_is_JSON_has_none(string text) => Assert.Null(JsonSyntax.MistakeIn(Encoding.UTF8.GetBytes(text)));

    /// <summary>Whatever somebody cuts, doubles or mistypes: the parser and we agree on whether it is JSON, and the place is in the text.</summary>
    [Fact]
    public void Random_mistakes_are_found_where_the_parser_finds_one_and_nowhere_else() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 3], Gen.Int[0, Typed.Length - 1]).Sample((at, cut, put) =>
        {
            const string Whole = "{ \"name\": \"Pöst\", \"list\": [ 1, -2.5, true, null, { \"a\": [] } ] }";
            var place = Math.Min(at, Whole.Length);
            var utf8 = Encoding.UTF8.GetBytes(Whole[..place] + Typed[put] + Whole[Math.Min(place + cut, Whole.Length)..]);
            var mistake = JsonSyntax.MistakeIn(utf8);
            Assert.Equal(IsJson(utf8), mistake is null);
            if (mistake is not null)
            {
                var lines = Encoding.UTF8.GetString(utf8).Split('\n');
                Assert.InRange(mistake.Line, 1, lines.Length);
                Assert.InRange(mistake.Column, 1, lines[mistake.Line - 1].Length + 1);
                Assert.NotEmpty(mistake.What);
            }
        });

    private static bool IsJson(byte[] utf8)
    {
        try
        {
            JsonDocument.Parse(utf8).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
