using Coop.Engine.Flow;
using Coop.Engine.Plan;
using Coop.Engine.Signals;
using Coop.Engine.Signals.Guard;
using Coop.Integrations;
using Coop.Tests.Rules;
using Coop.Tests.Signals.Guard;
using Coop.Tests.Support;

namespace Coop.Tests.Flow;

/// <summary>What comes after a plan one of whose matchers was stopped.</summary>
public sealed partial class CurrentPlansTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_a_matcher_was_stopped_the_next_plan_is_waited_for_a_moment(bool comesInTime)
    {
        var old = await FirstAsync();
        var guarded = new GuardedSignals();
        old.Plan.Stop(new MatcherPart(new SignalMatcher(guarded.Add(GuardedSignals.Scripted(_ => SignalResult.Scored(1))), null!, 0, default), [], []));
        // Begun after it is known.
        var build = await _reader.NextAsync();

        var waiting = Enumerable.Range(0, 5).Select(_ => _plans.GetAsync("A", Cancel).AsTask()).ToList();
        Assert.All(waiting, each => Assert.False(each.IsCompleted));
        if (comesInTime)
        {
            build.Succeed();
            Assert.All(await Task.WhenAll(waiting), plan => Assert.NotSame(old, plan));
        }
        else
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            Assert.All(await Task.WhenAll(waiting), plan => Assert.Same(old, plan));
            // That moment is over for all, not for each.
            Assert.Same(old, await _plans.GetAsync("A", Cancel));
            build.Succeed();
        }
    }

    [Fact]
    public async Task A_plan_that_took_a_matcher_over_which_was_stopped_while_it_was_made_is_not_decided_with_at_once_either()
    {
        using var words = new GatedMatcher();
        var (old, next) = await TookOverAsync(words);
        var part = Assert.Single(Assert.Single(old.Groups).Parts);
        await FirstAsync();
        _revisions.Move("A");
        var build = await _reader.NextAsync();
        old.Signals.Stop(part.Matcher, World.OrgId, part.Sets);
        var saver = _plans.WaitInForceAsync("A", Cancel);
        build.Succeed(new PlanInForce(2, next, []));
        Assert.True(await saver);

        var waiting = _plans.GetAsync("A", Cancel).AsTask();
        Assert.False(waiting.IsCompleted);
        // At once: nobody has to wait until the clock moves.
        (await _reader.NextAsync()).Succeed();
        Assert.NotSame(next, (await waiting).Plan);
    }

    [Fact]
    public async Task Another_matcher_that_a_plan_before_the_one_in_force_stops_has_the_next_one_made_too()
    {
        using var words = new GatedMatcher();
        var (old, next) = await TookOverAsync(words);
        var first = _plans.GetAsync("A", Cancel).AsTask();
        (await _reader.NextAsync()).Succeed(new PlanInForce(1, old, []));
        await first;

        var guarded = new GuardedSignals();
        old.Stop(new MatcherPart(new SignalMatcher(guarded.Add(GuardedSignals.Scripted(_ => SignalResult.Scored(1))), null!, 0, default), [], []));
        (await _reader.NextAsync()).Succeed(new PlanInForce(1, next, []));
        await Eventually.SeeAsync(() => _plans.GetAsync("A", Cancel).AsTask() is { IsCompletedSuccessfully: true } now && now.Result.Plan == next);

        old.Stop(Assert.Single(Assert.Single(old.Groups).Parts));
        (await _reader.NextAsync()).Succeed();
        await Eventually.SeeAsync(() => _plans.GetAsync("A", Cancel).AsTask() is { IsCompletedSuccessfully: true } now && now.Result.Plan != next);
    }

    private static async Task<(RulePlan Old, RulePlan Next)> TookOverAsync(GatedMatcher words)
    {
        var world = new World();
        world.Signals.Add(words);
        world.AddRule($$"""{ "conjunction": "AND", "conditions": [{ "input": {{World.Field("text")}}, "signal": {{World.Signal("WORDS")}}, "matchingValues": { "strings": ["one"] } }] }""");
        var runner = new SignalRunner(new MemoryConfigs(), world.Time);
        var old = await RulePlan.CompileAsync(world.Source, null, runner, world.Time, world.Limits, Cancel);
        var next = await RulePlan.CompileAsync(world.Source with { Catalogue = old.Source.Catalogue }, old, runner, world.Time, world.Limits, Cancel);
        Assert.Same(Assert.Single(Assert.Single(old.Groups).Parts).Matcher, Assert.Single(Assert.Single(next.Groups).Parts).Matcher);
        return (old, next);
    }
}
