using Coop.Engine.Deciding;
using Coop.Engine.Plan;
using Coop.Engine.Signals;
using Coop.Engine.Signals.Guard;
using Coop.Tests.Rules;
using Coop.Tests.Signals.Guard;
using Coop.Tests.Support;
using static Coop.Tests.Rules.World;

namespace Coop.Tests.Plan;

/// <summary>A plan some of whose matching values could not be compiled in time.</summary>
public sealed partial class LateMatcherTests : IDisposable
{
    // Unlike any other, so that its timer is known.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(31);

    // Between all but the whole limit and its end: whoever does not hang and began just before goes on meanwhile.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly WatchedTimers _time = new(Now);
    private readonly GatedMatcher _words = new();
    private readonly KeptSignalLog _log = new();
    private readonly World _world;
    private readonly SignalRunner _runner;
    private int _passed;
    private int _passedInMatch;

    public LateMatcherTests()
    {
        _world = new World { Time = _time, Limits = new EvaluationLimits { MatcherCompile = Limit } };
        _world.Signals.Add(_words);
        _runner = new SignalRunner(new MemoryConfigs(), _time, _log);
        _words.Shut();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _words.Dispose();

    [Fact]
    public async Task Looks_for_them_apart_and_is_not_kept_waiting_again_by_what_hung()
    {
        _words.Hangs = static _ => true;
        Rule("one");
        Rule("two");
        var plan = await CompileAsync(null);
        Assert.Equal(2, Assert.Single(plan.Late).Lists.Late);
        Assert.Equal(["one"], await MatchedAsync(plan, "this is one"));
        // Both, then each.
        Assert.Equal(3, _words.Compiles);

        // Nothing new to compile: nobody waits.
        var again = RulePlan.CompileAsync(_world.Source with { Catalogue = plan.Source.Catalogue }, plan, _runner, _time, _world.Limits, Token);
        Assert.Equal(["one", "two"], await MatchedAsync(await again, "one and two"));
        Assert.Equal(3, _words.Compiles);
    }

    [Fact]
    public async Task What_came_with_an_edit_and_hangs_leaves_the_others_their_matcher()
    {
        Rule("one");
        Rule("two");
        var before = await CompileInTimeAsync(null);
        Assert.Empty(before.Late);
        _words.Hangs = static _ => true;
        Rule("three");
        var plan = await CompileAsync(before);
        Assert.Equal(1, Assert.Single(plan.Late).Lists.Late);
        Assert.Same(before.Groups[0].Parts[0].Matcher, Assert.Single(Assert.Single(plan.Groups).Parts).Matcher);
        Assert.Equal(["three"], await MatchedAsync(plan, "three"));
        Assert.Equal(["one", "three", "two"], await MatchedAsync(plan, "one two three"));
        Assert.Equal([], await MatchedAsync(plan, "nothing"));

        // It goes on with what comes after: only what hung is passed over.
        _words.Hangs = static sets => sets.Any(set => set.Strings.Contains("three"));
        Rule("four");
        var next = await CompileInTimeAsync(plan);
        Assert.Equal(2, Assert.Single(next.Groups).Parts.Length);
        Assert.Equal(["four", "three"], await MatchedAsync(next, "three four"));
        Assert.Equal(1, Assert.Single(next.Late).Lists.Late);
    }

    [Fact]
    public async Task Only_the_list_that_hangs_is_late_whatever_was_compiled_with_it()
    {
        _words.Hangs = static sets => sets.Any(set => set.Strings.Contains("bad"));
        Rule("one");
        Rule("bad");
        Rule("two");
        var plan = await CompileAsync(null);
        Assert.Equal(1, Assert.Single(plan.Late).Lists.Late);
        Assert.Equal(2, Assert.Single(Assert.Single(plan.Groups).Parts).Sets.Count);
        Assert.Equal(["bad", "one", "two"], await MatchedAsync(plan, "one bad two"));
        Assert.Equal(["two"], await MatchedAsync(plan, "two"));
        // Once with the others, once alone.
        Assert.Equal(2, _words.Hung);
    }

    [Fact]
    public async Task Only_the_list_that_cannot_be_compiled_has_no_matcher_whatever_was_compiled_with_it()
    {
        _words.Throws = static sets => sets.Any(set => set.Strings.Contains("bad"));
        Rule("one");
        Rule("bad");
        Rule("two");
        var plan = await CompileAsync(null);
        Assert.Empty(plan.Late);
        Assert.Equal(2, Assert.Single(Assert.Single(plan.Groups).Parts).Sets.Count);
        Assert.Equal(["bad", "two"], await MatchedAsync(plan, "bad two"));
    }

    [Fact]
    public async Task What_cannot_be_compiled_all_together_keeps_the_matchers_it_has_and_is_not_tried_so_at_each_edit()
    {
        _words.Hangs = static sets => sets.Count > 4;
        RulePlan? plan = null;
        foreach (var word in (string[])["a1", "a2", "a3", "a4", "a5", "a6"])
        {
            Rule(word);
            plan = await CompileAsync(plan);
            Assert.Empty(plan.Late);
        }

        Assert.Equal(6, Assert.Single(plan!.Groups).Parts.Sum(part => part.Sets.Count));
        Assert.Equal(["a1", "a5", "a6"], await MatchedAsync(plan, "a1 a5 a6"));
        Assert.Equal(0, _words.Runs);
        Assert.Equal(1, _words.Hung);
    }

    [Fact]
    public async Task A_list_that_hung_and_is_changed_works_again_without_a_restart()
    {
        _words.Hangs = static sets => sets.Any(set => set.Strings.Contains("bad"));
        Rule("one");
        Rule("bad");
        var before = await CompileAsync(null);
        Assert.Equal(1, Assert.Single(before.Late).Lists.Late);

        _world.Rules.RemoveAt(1);
        Rule("good");
        var plan = await CompileAsync(before);
        Assert.Empty(plan.Late);
        Assert.Equal(["good"], await MatchedAsync(plan, "good"));
        Assert.Equal(0, _words.Runs);
    }

    [Fact]
    public async Task An_author_that_hangs_in_compiling_and_in_measuring_costs_that_list_alone_its_answer_and_nobody_the_signal()
    {
        _words.Hangs = static sets => sets.Any(set => set.Strings.Contains("bad"));
        _words.HangsInRun = static set => set.Strings.Contains("bad");
        Rule("bad");
        Rule("one");
        var plan = await CompileAsync(null);
        var signal = plan.Source.Catalogue.FindSignal("WORDS")!;
        var others = await RulePlan.CompileAsync(
            new World { Time = _time }.Source with { OrgId = "org-2", Rules = [_world.Rules[1]], Catalogue = plan.Source.Catalogue }, null, _runner, _time, _world.Limits, Token);

        var decision = plan.Decide(await PassAsync(plan.RunAsync(Item("""{ "text": "bad one" }"""), Token), SignalLimits.Default.Timeout), DecisionIds.DryRun(Now));
        Assert.Equal(
            [("bad", ConditionOutcome.Errored), ("one", ConditionOutcome.Passed)],
            decision.Rules.Select(rule => (rule.RuleId, rule.Outcome)).OrderBy(rule => rule.RuleId, StringComparer.Ordinal));
        var trace = (SetTrace)Explanation.Of(decision, _world.Rules[0].Conditions, plan.Record);
        Assert.Equal((FailureKind.TimedOut, "No answer within 5 s."), FailureOf(trace));
        Assert.True(signal.IsPureFor(OrgId));
        Assert.Equal(["one"], await MatchedAsync(others, "bad one"));
        Assert.Equal(1, _words.Runs);

        // While it hangs no other thread goes after it, and nobody waits.
        var next = plan.Decide(await plan.RunAsync(Item("""{ "text": "bad" }"""), Token), DecisionIds.DryRun(Now));
        trace = (SetTrace)Explanation.Of(next, _world.Rules[0].Conditions, plan.Record);
        Assert.Equal(
            (FailureKind.TimedOut, "Not asked: WORDS has not come back from an earlier call with the same list of matching values, which has taken longer than 5 s. Change the list."), FailureOf(trace));
        Assert.Equal(1, _words.Runs);
        Assert.Equal(["WORDS: a list of org-1 hangs for over 5 s"], (await _log.AllSaidAsync(_runner.Sayings!)).Where(said => said.Contains("hangs", StringComparison.Ordinal)));

        // When it comes back, the list is looked for again.
        _words.HangsInRun = static _ => false;
        _words.Dispose();
        IEnumerable<string> matched = [];
        while (!matched.SequenceEqual(["bad"]))
        {
            matched = await MatchedAsync(plan, "bad");
        }
    }

    [Fact]
    public async Task What_could_not_be_given_to_the_author_is_looked_for_apart_and_given_as_soon_as_it_can_be()
    {
        _words.Hangs = static _ => true;
        var words = Enumerable.Range(1, SignalLimits.Default.ThreadsAtOnce + 1).Select(each => $"w{each}").ToList();
        words.ForEach(Rule);
        var plan = await CompileAsync(null);
        // One thread hangs with all of them, the others with one each.
        var lists = Assert.Single(plan.Late).Lists;
        Assert.Equal((SignalLimits.Default.ThreadsAtOnce - 1, 2), (lists.Late, lists.Untried));
        Assert.Equal(3, lists.Beginnings.Intersect(words).Count());
        Assert.Equal(SignalLimits.Default.ThreadsAtOnce, _words.Compiles);
        Assert.Equal(words, await MatchedAsync(plan, string.Join(' ', words)));
        Assert.Equal(words.Count, _words.Runs);

        _words.Hangs = static _ => false;
        _words.Dispose();
        while (Assert.Single(plan.Late).Lists.Untried > 0)
        {
            plan = await CompileInTimeAsync(plan);
        }

        // Together, or in one matcher after the other, as threads came back.
        Assert.Equal(2, Assert.Single(plan.Groups).Parts.Sum(part => part.Sets.Count));
        Assert.Equal(words, await MatchedAsync(plan, string.Join(' ', words)));
        Assert.Equal(words.Count + lists.Late, _words.Runs);
    }

    private static (FailureKind Kind, string Reason) FailureOf(SetTrace trace) => (((LeafTrace)trace.Conditions[0]).Failure!.Kind, ((LeafTrace)trace.Conditions[0]).Failure!.Reason);

    private void Rule(string word) => _world.AddRule(
        $$"""{ "conjunction": "AND", "conditions": [{ "input": {{Field("text")}}, "signal": {{Signal("WORDS")}}, "matchingValues": { "strings": ["{{word}}"] } }] }""", word);

    private Task<RulePlan> CompileInTimeAsync(RulePlan? previous)
    {
        var source = previous is null ? _world.Source : _world.Source with { Catalogue = previous.Source.Catalogue };
        return RulePlan.CompileAsync(source, previous, _runner, _time, _world.Limits, Token);
    }

    private Task<RulePlan> CompileAsync(RulePlan? previous) => PassAsync(CompileInTimeAsync(previous), Limit);

    /// <summary>Lets a limit pass for what hangs in the author's code under it, and for nothing else.</summary>
    private async Task<T> PassAsync<T>(Task<T> task, TimeSpan limit)
    {
        await PassUntilAsync(task, limit);
        return await task;
    }

    private async Task PassUntilAsync(Task task, TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(GuardedSignals.Patience);
        while (!task.IsCompleted)
        {
            patience.Token.ThrowIfCancellationRequested();
            Pass(limit);
            await Task.Yield();
        }
    }

    private void Pass(TimeSpan limit)
    {
        var (inMatch, hung) = (_words.HungInMatch, _words.Hung);
        var hanging = hung - inMatch - _passed;
        // A timer too many is of a call that does not hang, one too few of one whose limit has not begun.
        if (_words.Inside != hung || _time.Waiting(limit, limit) != hanging)
        {
            return;
        }

        if (inMatch > _passedInMatch)
        {
            // Nobody has a timer for it: the watch looks four times a second.
            (_passedInMatch, _passed) = (inMatch, _passed + hanging);
            _time.Advance(limit + TimeSpan.FromMilliseconds(250));
        }
        else if (hanging > 0 && _time.Waiting(limit, Moment) is var due)
        {
            _passed += due;
            _time.Advance(due > 0 ? Moment : limit - Moment);
        }
    }

    private static async Task<IEnumerable<string>> MatchedAsync(RulePlan plan, string text)
    {
        var result = await plan.RunAsync(Item($$"""{ "text": "{{text}}" }"""), Token);
        return plan.Decide(result, DecisionIds.DryRun(Now)).Rules
            .Where(rule => rule.Outcome == ConditionOutcome.Passed).Select(rule => rule.RuleId).Order(StringComparer.Ordinal);
    }
}
