using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Tests.Text;

public sealed class RegexSignalTests(TextIntegration text) : IClassFixture<TextIntegration>
{
    private const string Contains = "TEXT_MATCHING_CONTAINS_REGEX";
    private const string DoesNotContain = "TEXT_MATCHING_NOT_CONTAINS_REGEX";

    [Theory]
    [InlineData("ch[e3]ap", "so CH3AP!", true)]
    [InlineData("^cheap", "so cheap", false)]
    [InlineData("(buy|sell)\\s+now", "SELL \t now", true)]
    [InlineData("colou?r{2,}", "colorrr", true)]
    [InlineData("(?<word>a)(b)?", "xAx", true)]
    public async Task A_pattern_matches_anywhere_whatever_the_case(string pattern, string value, bool found)
    {
        Assert.Equal(SignalOutcome.Scored(found, found ? pattern : null), await text.RunAsync(Contains, value, pattern));
        Assert.Equal(SignalOutcome.Scored(!found, found ? pattern : null), await text.RunAsync(DoesNotContain, value, pattern));
    }

    [Theory]
    [InlineData("end$", "the end\n", false)] // $ is the very end
    [InlineData("^a.b$", "a\rb", false)] // . stops at every kind of line end
    [InlineData("^a.b$", "a\u2028b", false)]
    [InlineData("^a[^]b$", "a\nb", true)] // [^] is any character
    [InlineData("a[]b|c", "c", true)] // [] is none
    [InlineData("a[]b", "ab", false)]
    [InlineData("^\\d$", "٣", false)] // \d and \w are ASCII
    [InlineData("^\\D$", "٣", true)]
    [InlineData("^\\w$", "é", false)]
    [InlineData("^[\\W]$", "é", true)]
    [InlineData("^[\\W]$", "k", false)]
    [InlineData("^[\\D]$", "7", false)]
    [InlineData("^[\\S]$", "\u00a0", false)]
    [InlineData("^\\s$", "\ufeff", true)]
    [InlineData("^\\s$", "\u0085", false)]
    [InlineData("^[\\w-z]$", "-", true)] // a dash after a set is a dash
    [InlineData("^[\\w-z]$", "[", false)]
    [InlineData("^[a-z-[aeiou]]$", "[]", true)] // no class subtraction
    [InlineData("^[a-z-[aeiou]]$", "b", false)]
    [InlineData("^\\/\\-\\_\\@\\'$", "/-_@'", true)] // needless escapes
    [InlineData("^\\x41\\u0042\\cJ\\0$", "ab\n\0", true)]
    [InlineData("^[\\b]$", "\b", true)] // in a class, \b is backspace
    [InlineData("\\bass\\b", "class", false)]
    [InlineData("x{,2}", "x{,2}", true)] // no quantifier without a first number
    [InlineData("^a # b$", "a # b", true)]
    [InlineData("\\p{L}", "7", false)]
    public async Task JavaScript_syntax_means_what_it_means_in_JavaScript(string pattern, string value, bool found) =>
        Assert.Equal(SignalOutcome.Scored(found, found ? pattern : null), await text.RunAsync(Contains, value, pattern));

    [Theory]
    [InlineData("foo(?=bar)", "character 4", "look-ahead (?=", "two conditions")]
    [InlineData("(?!bar)foo", "character 1", "look-ahead (?!", "two conditions")]
    [InlineData("(?<=a)b", "character 1", "look-behind (?<=", "two conditions")]
    [InlineData("x(?<!a)b", "character 2", "look-behind (?<!", "two conditions")]
    [InlineData("(a)\\1", "character 4", "back-reference \\1", "Write out")]
    [InlineData("(?<q>['\"])x\\k<q>", "character 12", "back-reference", "Write out")]
    [InlineData("(?>a+)b", "character 1", "atomic", "(?:…)")]
    [InlineData("(?i)a", "character 1", "flags", "Remove them")]
    [InlineData("(?P<name>a)", "character 1", "not JavaScript's", "(?:…)")]
    [InlineData("\\Astart", "character 1", "\\A means nothing", "^ for the start")]
    [InlineData("\\u{1F600}", "character 1", "4 hexadecimal digits", "the character itself")]
    [InlineData("a\\", "character 2", "backslash at the end", "\\\\")]
    [InlineData("ab(c", "character 3", "never closed", "\\(")]
    [InlineData("ab)c", "character 3", "closes nothing", "\\)")]
    [InlineData("ab[c", "character 3", "never closed", "\\[")]
    [InlineData("[z-a]", "character 2", "backwards", "Swap")]
    [InlineData("ab**", "character 4", "a repeat follows a repeat", "(?: )")]
    [InlineData("a|*b", "character 3", "nothing to repeat", "before *")]
    [InlineData("a{3,1}", "character 6", "wrong way round", "smaller first")]
    [InlineData("(a{1000}){1000}", null, "10 000 steps", "smaller counts")]
    public async Task Refuses_what_it_cannot_match_naming_place_trouble_and_way_out(string pattern, string? place, string trouble, string wayOut)
    {
        foreach (var signal in new[] { Contains, DoesNotContain })
        {
            var failure = (await text.RunAsync(signal, "some text", "fine", pattern)).Failure;

            Assert.NotNull(failure);
            Assert.Contains($"The pattern `{pattern}` {(place is null ? "cannot be used" : $"is wrong at {place}")}: ", failure.Reason, StringComparison.Ordinal);
            Assert.Contains(trouble, failure.Reason, StringComparison.Ordinal);
            Assert.Contains(wayOut, failure.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_pattern_that_cannot_be_used_is_named()
    {
        var reason = (await text.RunAsync(Contains, "x", "(a", "b", "c)")).Failure!.Reason;

        Assert.Contains("The pattern `(a` is wrong", reason, StringComparison.Ordinal);
        Assert.Contains("The pattern `c)` is wrong", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("^(a|aa)*$")]
    [InlineData("^(([a-z])+.)+[A-Z]([a-z])+$")]
    [InlineData("(.*a){12}$")]
    public async Task D_26_a_pattern_that_explodes_when_backtracking_ends(string pattern)
    {
        var value = new string('a', 20_000) + "!\n!";

        Assert.Equal(SignalOutcome.Scored(false), await text.RunAsync(Contains, value, pattern));
    }

    [Fact]
    public async Task The_matched_value_is_the_first_pattern_of_the_list() =>
        Assert.Equal("b+", (await text.RunAsync(Contains, "abc", "x", "b+", "a")).MatchedValue);

    [Fact]
    public async Task The_same_set_of_patterns_is_compiled_once_and_another_set_does_not_meet_it()
    {
        var values = new MatchingValues { Strings = ["b+"] };
        Assert.True((await text.RunAsync(Contains, "abc", values)).Score.AsBoolean());
        Assert.False((await text.RunAsync(Contains, "acc", values)).Score.AsBoolean());
        Assert.True((await text.RunAsync(Contains, "acc", "c+")).Score.AsBoolean());
    }
}
