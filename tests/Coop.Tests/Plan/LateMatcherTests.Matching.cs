using Coop.Engine.Deciding;
using Coop.Engine.Flow;
using Coop.Engine.Plan;
using Coop.Engine.Signals;
using static Coop.Tests.Rules.World;

namespace Coop.Tests.Plan;

/// <summary>Matching values that were compiled and then hang when something is matched against them.</summary>
public sealed partial class LateMatcherTests
{
    [Fact]
    public async Task A_matcher_that_hangs_costs_one_list_of_one_organisation_its_answer_and_nobody_the_signal()
    {
        // Against whatever holds the bad list, with a text that holds it too; of this organisation, and of the other as well.
        _words.HangsInMatch = static (sets, text) => sets.Any(set => set.Strings.Contains("bad")) && text.Contains("hang", StringComparison.Ordinal);
        _words.HangsInRun = static set => set.Strings.Contains("bad");
        Rule("one");
        Rule("bad");
        Rule("two");
        var plan = await CompileInTimeAsync(null);
        var signal = plan.Source.Catalogue.FindSignal("WORDS")!;
        var other = await RulePlan.CompileAsync(
            _world.Source with { OrgId = "org-2", Catalogue = plan.Source.Catalogue }, null, _runner, _time, _world.Limits, Token);
        Assert.Equal(["bad", "two"], await MatchedAsync(plan, "two bad"));
        Assert.Equal(["bad", "two"], await MatchedAsync(other, "two bad"));
        var runs = _words.Runs;

        // The item that it hangs with has its answers all the same, but for the list that hangs.
        var decision = plan.Decide(await PassAsync(plan.RunAsync(Item("""{ "text": "hang one bad" }"""), Token), SignalLimits.Default.Timeout), DecisionIds.DryRun(Now));
        Assert.Equal(
            [("bad", ConditionOutcome.Errored), ("one", ConditionOutcome.Passed)],
            decision.Rules.Select(rule => (rule.RuleId, rule.Outcome)).OrderBy(rule => rule.RuleId, StringComparer.Ordinal));
        Assert.Equal(3, _words.Runs - runs);
        Assert.True(plan.HasStopped);
        Assert.True(signal.IsPureFor(OrgId));
        Assert.Equal(
            ["WORDS: 3 of org-1 hang in matching for over 5 s", "WORDS: a list of org-1 hangs for over 5 s"], await _log.AllSaidAsync(_runner.Sayings!));

        // The other organisation has its matcher, and no thread of its own is needed for it.
        runs = _words.Runs;
        Assert.Equal(["bad", "two"], await MatchedAsync(other, "two bad"));
        Assert.False(other.HasStopped);
        Assert.Equal(runs, _words.Runs);

        // The next plan has a matcher of all but the one that was found out.
        var next = await CompileInTimeAsync(plan);
        Assert.Equal(["one", "two"], Assert.Single(Assert.Single(next.Groups).Parts).Sets.Select(set => set.Strings[0]).Order());
        Assert.Equal(1, Assert.Single(next.Late).Lists.Late);
        Assert.Equal(["one", "two"], await MatchedAsync(next, "hang one two"));
        Assert.Equal(runs, _words.Runs);
    }

    [Fact]
    public async Task Of_a_matcher_that_hangs_each_list_gets_one_for_itself_until_it_is_known_which_it_was()
    {
        // Matching hangs, and measuring alone does not: nothing but another matcher can tell which list it is.
        _words.HangsInMatch = static (sets, text) => sets.Any(set => set.Strings.Contains("bad")) && text.Contains("hang", StringComparison.Ordinal);
        foreach (var word in (string[])["a1", "a2", "a3", "a4", "bad"])
        {
            Rule(word);
        }

        var plan = await CompileInTimeAsync(null);
        Assert.Equal(["a1", "bad"], await PassAsync(MatchedAsync(plan, "hang a1 bad"), SignalLimits.Default.Timeout));

        // Alone, each of them, and never joined.
        plan = await CompileInTimeAsync(plan);
        Assert.Equal([1, 1, 1, 1, 1], Assert.Single(plan.Groups).Parts.Select(part => part.Sets.Count));
        Assert.Same(plan.Groups[0].Parts[0].Matcher, (await CompileInTimeAsync(plan)).Groups[0].Parts[0].Matcher);
        Assert.Equal(["a1", "bad"], await MatchedAsync(plan, "a1 bad"));
        Assert.Equal(["a4", "bad"], await PassAsync(MatchedAsync(plan, "hang a4 bad"), SignalLimits.Default.Timeout));

        // Now it is known: it is looked for apart for good, and the others have one matcher again as soon as there are too many.
        Rule("a5");
        plan = await CompileInTimeAsync(plan);
        Assert.Equal(["a1", "a2", "a3", "a4", "a5"], Assert.Single(Assert.Single(plan.Groups).Parts).Sets.Select(set => set.Strings[0]).Order());
        Assert.Equal(1, Assert.Single(plan.Late).Lists.Late);
        Assert.Equal(["a5", "bad"], await MatchedAsync(plan, "hang a5 bad"));
        Assert.True(plan.Source.Catalogue.FindSignal("WORDS")!.IsPureFor(OrgId));
    }

    [Fact]
    public async Task Code_that_never_comes_back_from_matching_loses_so_many_threads_of_an_organisation_and_no_more()
    {
        _words.HangsInMatch = static (_, text) => text.Contains("hang", StringComparison.Ordinal);
        foreach (var word in Enumerable.Range(0, 30))
        {
            Rule($"a{word:00}");
        }

        RulePlan? plan = null;
        do
        {
            plan = await CompileInTimeAsync(plan);
            Assert.True(_words.Hung <= SignalLimits.Default.ThreadsAtOnce, $"{_words.Hung} threads.");
            Assert.Equal(["a07"], await PassAsync(MatchedAsync(plan, "hang a07"), SignalLimits.Default.Timeout));
        }
        while (plan.HasStopped);

        Assert.True(plan.Source.Catalogue.FindSignal("WORDS")!.IsPureFor(OrgId));
    }

    [Fact]
    public async Task What_is_found_out_after_the_next_plan_was_made_is_in_no_matcher_of_the_one_after_it()
    {
        _words.HangsInMatch = static (sets, text) => sets.Any(set => set.Strings.Contains("bad")) && text.Contains("hang", StringComparison.Ordinal);
        _words.HangsInRun = static set => set.Strings.Contains("bad");
        foreach (var word in (string[])["a1", "a2", "a3", "a4", "bad"])
        {
            Rule(word);
        }

        var first = await CompileInTimeAsync(null);
        var stopped = new TaskCompletionSource();
        first.Stopped += stopped.SetResult;
        var running = first.RunAsync(Item("""{ "text": "hang a1" }"""), Token);
        await PassUntilAsync(stopped.Task, SignalLimits.Default.Timeout);
        // As the server does it: at once, and each list has a matcher of its own.
        var second = await CompileInTimeAsync(first);
        Assert.Equal(5, Assert.Single(second.Groups).Parts.Length);
        Assert.True(new PlanInForce(1, second, []).HasUntried);
        await PassAsync(running, SignalLimits.Default.Timeout);

        Rule("a5");
        var third = await CompileInTimeAsync(second);
        Assert.Equal(["a1", "a2", "a3", "a4", "a5"], Assert.Single(third.Groups).Parts.SelectMany(part => part.Sets).Select(set => set.Strings[0]).Order());
        Assert.Equal(1, Assert.Single(third.Late).Lists.Late);
        Assert.Equal(MatchingDoubt.Late, Assert.Single(third.Measurements, each => each.Values!.Strings.Contains("bad")).Doubt);
        Assert.False(new PlanInForce(1, third, []).HasUntried);
    }

    [Fact]
    public async Task A_plan_that_took_the_matcher_over_is_made_anew_when_the_one_before_it_hangs()
    {
        _words.HangsInMatch = static (_, text) => text.Contains("hang", StringComparison.Ordinal);
        Rule("one");
        Rule("two");
        var before = await CompileInTimeAsync(null);
        Rule("three");
        var plan = await CompileInTimeAsync(before);
        var inForce = new PlanInForce(1, plan, []);
        Assert.False(inForce.HasUntried);
        await PassAsync(MatchedAsync(before, "hang one"), SignalLimits.Default.Timeout);
        Assert.True(plan.HasStopped);
        Assert.True(inForce.HasUntried);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_part_that_hangs_leaves_the_parts_after_it_their_matchers_and_nobody_loses_the_signal(bool hangsInAll)
    {
        _words.HangsInMatch = (sets, text) => (hangsInAll || sets.Count == 2) && text.Contains("hang", StringComparison.Ordinal);
        Rule("one");
        Rule("two");
        var before = await CompileInTimeAsync(null);
        Rule("three");
        var plan = await CompileInTimeAsync(before);
        Assert.Equal([2, 1], Assert.Single(plan.Groups).Parts.Select(part => part.Sets.Count));

        Assert.Equal(["one", "three"], await PassAsync(MatchedAsync(plan, "hang one three"), SignalLimits.Default.Timeout));
        Assert.Equal(hangsInAll ? 2 : 1, _words.HungInMatch);
        Assert.Equal(hangsInAll ? 3 : 2, _words.Runs);
        Assert.True(plan.Source.Catalogue.FindSignal("WORDS")!.IsPureFor(OrgId));
    }

    [Fact]
    public async Task An_item_that_is_tried_alone_costs_the_list_that_hangs_its_answer_and_nobody_the_signal()
    {
        _words.HangsInRun = static set => set.Strings.Contains("bad");
        Rule("bad");
        Rule("one");
        var plan = await CompileInTimeAsync(null);
        var signal = plan.Source.Catalogue.FindSignal("WORDS")!;
        await Naming.DuringAsync(
            static (_, _) => ValueTask.CompletedTask,
            async () => Assert.Equal(["one"], await PassAsync(MatchedAsync(plan, "bad one"), SignalLimits.Default.Timeout)));
        Assert.True(signal.IsPureFor(OrgId));
        Assert.False(signal.State.NeedsOwnThread(OrgId));
        Assert.Equal(MatchingDoubt.Late, _runner.DoubtOf(signal, "org-1", new() { Strings = ["bad"] }));
        Assert.Equal(MatchingDoubt.None, _runner.DoubtOf(signal, "org-2", new() { Strings = ["bad"] }));
        Assert.Equal(MatchingDoubt.None, _runner.DoubtOf(signal, "org-1", new() { Strings = ["one"] }));
    }
}
