using Coop.Engine.Signals;
using Coop.Integrations;
using Coop.Tests.Banks.Patterns;

namespace Coop.Tests.Text;

/// <summary>Expressions take memory when they are tried, and together no more than they may, whoever has how many.</summary>
public sealed class PatternMemoryTests(PatternMemoryTests.Small text) : IClassFixture<PatternMemoryTests.Small>
{
    public sealed class Small() : TextIntegration("""{ "patternMegabytes": 256 }""");

    private const string Contains = "TEXT_MATCHING_CONTAINS_REGEX";

    [Fact]
    public void Many_lists_of_wide_patterns_tried_by_many_threads_keep_to_the_bound_and_lose_no_answer()
    {
        const int Lists = 40;
        var matcher = text.Compile(Contains, [.. Enumerable.Range(0, Lists).Select(list => new MatchingValues { Strings = [Wide.Pattern(list * 300)] })]);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        Parallel.For(0, 2 * Lists, new ParallelOptions { MaxDegreeOfParallelism = 8 }, each =>
        {
            var matches = new SignalMatches();
            Assert.True(text.Runner.TryMatch(matcher, "org", ScalarValue.Text($"x{Wide.Pattern(each % Lists * 300)}x"), matches));
            Assert.Equal([each % Lists], matches.Found.ToArray().Select(found => found.Set));
        });

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 1_000_000_000);
        GC.KeepAlive(matcher);
    }

    [Fact]
    public void A_list_that_has_more_than_its_share_gives_up_its_own_and_leaves_another_list_its_expression()
    {
        var small = text.Compile(Contains, [new MatchingValues { Strings = [@"sm+all\d"] }]);
        var large = text.Compile(Contains, [new MatchingValues { Strings = [.. Enumerable.Range(0, 20).Select(number => Wide.Pattern(8_000 + (number * 300)))] }]);
        Match(small, "small1");

        for (var number = 0; number < 20; number++)
        {
            Match(large, Wide.Pattern(8_000 + (number * 300)));
            var before = GC.GetAllocatedBytesForCurrentThread();
            Match(small, "small1");
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50_000);
        }
    }

    [Fact]
    public void A_hundred_thousand_patterns_are_one_matcher_at_once_and_only_those_that_may_match_are_made()
    {
        var matcher = text.Compile(Contains, [new MatchingValues { Strings = [.. Enumerable.Range(0, 100_000).Select(number => $@"\b(bad|worse)\s+word{number}\b.{{0,40}}end")] }]);
        var matches = new SignalMatches();

        Assert.True(text.Runner.TryMatch(matcher, "org", ScalarValue.Text("a worse  WORD77123, to the end"), matches));

        Assert.Equal(@"\b(bad|worse)\s+word77123\b.{0,40}end", Assert.Single(matches.Found.ToArray()).Outcome.MatchedValue);
    }

    [Fact]
    public void What_every_text_is_held_against_is_made_before_one_comes()
    {
        var matcher = text.Compile(Contains, [new MatchingValues { Strings = [@"[vw][i1]+[a@]gr", @"\d{3}-\d{4}", "f+r+e+e+"] }]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Match(matcher, "call 555-1234");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    private void Match(SignalMatcher matcher, string value)
    {
        var matches = new SignalMatches();
        Assert.True(text.Runner.TryMatch(matcher, "org", ScalarValue.Text(value), matches));
        Assert.Single(matches.Found.ToArray());
    }
}
