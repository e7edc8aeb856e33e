using Coop.Engine.Banks;
using Coop.Integrations;
using Coop.Server.Banks;
using CsCheck;

namespace Coop.Tests.Banks;

public sealed class BankCsvTests
{
    [Fact]
    public void Texts_come_back_as_they_were_whatever_is_in_them() =>
        Gen.String[Gen.Char[" ,\"ab\r\nä;=+-@\t'"], 1, 12].Where(text => text.Trim().Length > 0).List[1, 8].Sample(texts =>
        {
            var written = BankCsv.Write(Bank(BankType.String) with { Strings = texts });
            return BankCsv.Read(written, BankType.String).Value.Strings!.SequenceEqual(texts);
        });

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+49")]
    [InlineData("-2")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData(" =cmd|' /C calc'!A0")]
    [InlineData("'=1")]
    public void A_text_that_a_spreadsheet_would_run_is_written_so_that_it_is_shown(string text)
    {
        var written = BankCsv.Write(Bank(BankType.String) with { Strings = [text] });
        Assert.StartsWith("'", written.Split("\r\n")[1].TrimStart('"'), StringComparison.Ordinal);
        Assert.Equal([text], BankCsv.Read(written, BankType.String).Value.Strings);
    }

    [Fact]
    public void A_text_that_only_begins_with_a_quotation_mark_stays_as_it_is() => Assert.Equal(["'tis", "''"], BankCsv.Read("value\n'tis\n''\n", BankType.String).Value.Strings);

    [Fact]
    public void Places_come_back_as_they_were()
    {
        var places = new[]
        {
            new LocationArea("depot", "Depot, \"north\"", 52.52, 13.405, 0.5),
            new LocationArea("=yard", "+name", 1, 1, 1),
            new LocationArea("yard", null, -1, -179.25, 3, new LocationBounds(-2, -180, 0, 180)),
        };
        var read = BankCsv.Read(BankCsv.Write(Bank(BankType.Location) with { Locations = places }), BankType.Location).Value;
        Assert.Equal(places.Select(place => BankCsv.ToJson(place).ToString()), read.Locations!.Select(place => place.ToString()));
        Assert.Empty(BankFeature.Check(BankType.Location, read));
    }

    [Fact]
    public void Every_bad_line_is_told_at_once_with_its_number()
    {
        var read = BankCsv.Read("value\nfine\n(open\n\n\"never closed\na,b\n\"closed\"early\n(?=x)y\nfine too\n", BankType.Regex);
        string[] expected =
        [
            "Line 3: The pattern is wrong at character 1: this ( is never closed.", "Line 5: There is text after a closing quote", "Line 6: It has 2 columns", "Line 7: There is text after a closing quote",
            "Line 8: The pattern is wrong at character 1: look-ahead",
        ];
        Assert.Equal(expected, read.Problems.Zip(expected, (problem, start) => problem.Detail![..Math.Min(start.Length, problem.Detail!.Length)]));
        Assert.Equal(expected.Length, read.Problems.Count);
        Assert.Equal("Line 1: A quote is opened and never closed.", BankCsv.Read("\"open\nfine", BankType.String).Problems[0].Detail);
    }

    [Theory]
    [InlineData("a,A,91,0,1", "Line 2: ")]
    [InlineData("a,A,north,0,1", "Line 2: The latitude must be a number, not 'north'.")]
    [InlineData("a,A,1,2,3,4,5", "Line 2: A rectangle needs all of south, west, north and east.")]
    [InlineData("a,A,1,2", "Line 2: It has 4 columns.")]
    [InlineData("a,A,1,2,3\na,B,1,2,3", "Line 3: ")]
    public void A_bad_place_is_told_with_its_line(string lines, string expected)
    {
        var read = BankCsv.Read("id,name,latitude,longitude,radius_miles\n" + lines, BankType.Location);
        Assert.StartsWith(expected, Assert.Single(read.Problems).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n\r\n")]
    [InlineData("value\r\n")]
    public void A_file_without_entries_is_refused(string text) => Assert.Equal("input.required", Assert.Single(BankCsv.Read(text, BankType.String).Problems).Code);

    [Fact]
    public void A_file_of_a_spreadsheet_with_its_mark_in_front_is_read() =>
        Assert.Equal(["one", "two, three"], BankCsv.Read("\uFEFFvalue\r\none\r\n\"two, three\"\r\n", BankType.String).Value.Strings);

    private static MatchingBank Bank(BankType type) => new() { Id = "b", OrgId = "o", Name = "Bank", Type = type };
}
