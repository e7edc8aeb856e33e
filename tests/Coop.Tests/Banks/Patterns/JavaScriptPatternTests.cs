using System.Text.RegularExpressions;
using Coop.Engine.Banks;
using Coop.Engine.Banks.Patterns;
using CsCheck;

namespace Coop.Tests.Banks.Patterns;

/// <summary>What may be saved is what can be used.</summary>
public sealed class JavaScriptPatternTests
{
    private static readonly string[] Pieces =
        ["a", "ж", "(", "(?:", ")", "|", "{2}", "{40,}", "{3,200}", "{0}", "{,3}", "{", "}", "*", "+", "?", ".", "^", "$", @"\b", @"\d", @"[^\s]", "[a-z]", "[]", "[^]", @"\u0416", @"\p{L}", "(?<n>", @"\{", "()"];

    [Fact]
    public void Whatever_passes_the_check_can_be_compiled_and_whatever_does_not_is_refused_with_words() =>
        Gen.Int[0, Pieces.Length - 1].Array[1, 16].Sample(chosen =>
        {
            var source = string.Concat(chosen.Select(piece => Pieces[piece]));
            if (Refusal(() => JavaScriptPattern.Check(source)) is { } refusal)
            {
                Assert.True(refusal.Contains("10 000 steps", StringComparison.Ordinal) || Refusal(() => Compile(source)) == refusal, $"{source}: {refusal}");
            }
            else
            {
                Assert.True(Refusal(() => Compile(source)) is null, source);
            }
        }, iter: 20_000);

    [Theory]
    [InlineData("(a{100}){101}", true)]
    [InlineData("(a{100}){99}", false)]
    [InlineData(@"\d{3}-\d{4}.{0,40}(x.{0,40}){5}", false)]
    [InlineData("((a+)+)+", false)]
    [InlineData("a{9999,}", true)]
    [InlineData(@"\bfree\b(?:\W+\w+){0,500}\W+money\b", true)]
    [InlineData(@"\bfree\b(?:\W+\w+){0,400}\W+money\b", false)]
    [InlineData(@"(?:\w+\s+){2501}", true)]
    [InlineData(@".{0,500}x.{0,500}y", false)]
    [InlineData("(ab){1000}c{7000}", false)]
    [InlineData(@"\b(ab){1000}c{7}", true)]
    [InlineData("(ab){995}$", false)]
    [InlineData(@"\u0416{9999}", false)]
    [InlineData(@"\{99999\}", false)]
    [InlineData("[{99999}]", false)]
    [InlineData("a{99999999999999999999}", true)]
    public void Steps_are_counted_as_they_stand_within_each_other(string source, bool tooMany) =>
        Assert.Equal(tooMany, Refusal(() => JavaScriptPattern.Check(source)) is not null);

    [Theory]
    [InlineData("(?i)spam", "flags inside a pattern")]
    [InlineData(@"\Aspam", @"\A means nothing in JavaScript")]
    [InlineData(@"\200", "back-reference")]
    [InlineData("(?=a)b", "look-ahead")]
    public void A_bank_refuses_what_a_rule_could_not_use(string pattern, string says)
    {
        var problem = Assert.Single(BankFeature.Check(BankType.Regex, new BankDraft { Strings = [pattern] }));
        Assert.Contains(says, problem.Detail, StringComparison.Ordinal);
    }

    /// <summary>Compiled, they take minutes and gigabytes.</summary>
    [Fact]
    public void Thousands_of_wide_patterns_are_checked_and_none_is_made()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Empty(BankFeature.Check(BankType.Regex, new BankDraft { Strings = [.. Enumerable.Range(0, 5_000).Select(number => Wide.Pattern(number))] }));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5_000L * 200_000);
    }

    [Fact]
    public void Of_a_bank_without_a_sound_pattern_twenty_are_told() =>
        Assert.Equal(20, BankFeature.Check(BankType.Regex, new BankDraft { Strings = [.. Enumerable.Range(0, 90_000).Select(number => $"({number}")] }).Count);

    [Theory]
    [InlineData("abc[a-z]+", 0)]
    [InlineData(@"\x20aa|\x20ab|\u0041|\w", 0)]
    [InlineData(@"\u0416|Ж|\Ж", 1)]
    [InlineData("жук|кот", 5)]
    [InlineData("[а-яё]+", 4)]
    [InlineData("[ж]ж", 1)]
    [InlineData(@"[ab\]]", 0)]
    [InlineData("[жз][жи][жк]", 7)]
    [InlineData(@"\p{L}\p{L}\p{IsGreek}\p{IsGreekExtended}\P{L}", 4)]
    public void Width_is_what_differs_beyond_ASCII(string source, int width) => Assert.Equal(width, PatternWidth.Of(source));

    [Fact]
    public void A_pattern_of_many_different_classes_is_refused_as_one_of_many_characters_is()
    {
        var pairs = string.Concat(Enumerable.Range(0, 150).Select(number => $"[{(char)(0x4e00 + (number % 20))}{(char)(0x4e00 + (number / 20))}x{(char)(0x4f00 + (number % 40))}]"));
        Assert.Contains("more than 200 different", Refusal(() => JavaScriptPattern.Check(pairs)), StringComparison.Ordinal);
    }

    private static void Compile(string source) => JavaScriptPattern.Compile(new PatternTranslation(source), RegexOptions.NonBacktracking);

    private static string? Refusal(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (PatternRefusedException refused)
        {
            return refused.Message;
        }
    }
}
