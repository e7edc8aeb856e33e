using Coop.Engine.Deciding;
using Coop.Engine.Plan;
using Coop.Engine.Signals.Guard;
using Coop.Tests.Rules;
using Coop.Tests.Signals.Guard;
using Coop.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using static Coop.Tests.Rules.World;

namespace Coop.Tests.Plan;

/// <summary>A plan some of whose matching values could not be compiled in time.</summary>
public sealed class LateMatcherTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(Now);
    private readonly GatedMatcher _words = new();
    private readonly World _world;
    private readonly SignalRunner _runner;

    public LateMatcherTests()
    {
        _world = new World { Time = _time };
        _world.Signals.Add(_words);
        _runner = new SignalRunner(new MemoryConfigs(), _time);
        _words.Shut();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _words.Dispose();

    [Fact]
    public async Task Decides_the_same_and_is_not_kept_waiting_again_by_what_hung()
    {
        _words.Hangs = static _ => true;
        Rule("one");
        Rule("two");
        var plan = await CompileAsync(null);
        Assert.Equal(2, Assert.Single(plan.Late).Sets);
        Assert.Equal(["one"], await MatchedAsync(plan, "this is one"));
        Assert.Equal(1, _words.Compiles);

        // Nothing new to compile: nobody waits.
        var again = RulePlan.CompileAsync(_world.Source with { Catalogue = plan.Source.Catalogue }, plan, _runner, _time, _world.Limits, Token);
        Assert.Equal(["one", "two"], await MatchedAsync(await again, "one and two"));
        Assert.Equal(1, _words.Compiles);
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
        Assert.Equal(1, Assert.Single(plan.Late).Sets);
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
        Assert.Equal(1, Assert.Single(next.Late).Sets);
    }

    private void Rule(string word) => _world.AddRule(
        $$"""{ "conjunction": "AND", "conditions": [{ "input": {{Field("text")}}, "signal": {{Signal("WORDS")}}, "matchingValues": { "strings": ["{{word}}"] } }] }""", word);

    private Task<RulePlan> CompileInTimeAsync(RulePlan? previous)
    {
        var source = previous is null ? _world.Source : _world.Source with { Catalogue = previous.Source.Catalogue };
        return RulePlan.CompileAsync(source, previous, _runner, _time, _world.Limits, Token);
    }

    private async Task<RulePlan> CompileAsync(RulePlan? previous)
    {
        var compile = CompileInTimeAsync(previous);
        while (!compile.IsCompleted)
        {
            if (_words.Entered.Task.IsCompleted)
            {
                _time.Advance(TimeSpan.FromSeconds(5));
            }

            await Task.Yield();
        }

        return await compile;
    }

    private static async Task<IEnumerable<string>> MatchedAsync(RulePlan plan, string text)
    {
        var result = await plan.RunAsync(Item($$"""{ "text": "{{text}}" }"""), Token);
        return plan.Decide(result, DecisionIds.DryRun(Now)).Rules
            .Where(rule => rule.Outcome == ConditionOutcome.Passed).Select(rule => rule.RuleId).Order(StringComparer.Ordinal);
    }
}
