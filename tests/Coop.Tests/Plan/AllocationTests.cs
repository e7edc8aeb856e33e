using System.Globalization;
using Coop.Engine.Plan;
using Coop.Integrations;
using Coop.Tests.Rules;

namespace Coop.Tests.Plan;

public class AllocationTests
{
    // An author may keep the input of a call, so each call has its own; the rest is a place in the table of what was measured.
    private const int InputAndPlace = 104;
    // The decision, its list of rules and the one rule in it.
    private const int DecisionOfOne = 216;
    private const int Times = 100;

    [Fact]
    public async Task One_more_free_measurement_costs_its_input_and_its_place_in_the_table()
    {
        var each = (await AllocatedAsync(40) - await AllocatedAsync(20)) / 20.0;

        Assert.InRange(each, 1, InputAndPlace);
    }

    [Fact]
    public async Task A_decision_costs_itself_and_the_rules_it_names()
    {
        var world = new World();
        world.Add(Name(0), SignalOutputType.Of(ScalarType.Number), _ => SignalResult.Scored(1));
        world.AddRule($$"""{ "conjunction": "OR", "conditions": [{{Leaf(0)}}] }""");
        var plan = world.Compile();
        var result = await plan.RunHereAsync(World.Item("""{ "text": "x" }"""), out _, CancellationToken.None);
        var ids = DecisionIds.Of("0123456789abcdef0123456789abcdef");
        Assert.Single(plan.Decide(result, ids).Rules);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Times; i++)
        {
            plan.Decide(result, ids);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Times, 1, DecisionOfOne);
    }

    /// <returns>For one item under one rule of so many conditions, each on a signal of its own.</returns>
    private static async Task<long> AllocatedAsync(int conditions)
    {
        var world = new World();
        var result = SignalResult.Scored(0);
        for (var i = 0; i < conditions; i++)
        {
            world.Add(Name(i), SignalOutputType.Of(ScalarType.Number), _ => result);
        }

        var leaves = Enumerable.Range(0, conditions).Select(Leaf);
        world.AddRule($$"""{ "conjunction": "OR", "conditions": [{{string.Join(',', leaves)}}] }""");
        var plan = world.Compile();
        var subject = World.Item("""{ "text": "x" }""");
        for (var warm = 0; warm < Times; warm++)
        {
            await plan.RunHereAsync(subject, out _, CancellationToken.None);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Times; i++)
        {
            var run = plan.RunHereAsync(subject, out _, CancellationToken.None);
            Assert.True(run.IsCompletedSuccessfully);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Times;
    }

    private static string Leaf(int signal) => $$"""{ "input": {{World.Field("text")}}, "signal": {{World.Signal(Name(signal))}}, "comparator": "GREATER_THAN", "threshold": 0.5 }""";

    private static string Name(int signal) => string.Create(CultureInfo.InvariantCulture, $"SIGNAL_{signal:00}");
}
