using System.Globalization;
using Coop.Integrations;
using Coop.Tests.Rules;

namespace Coop.Tests.Plan;

public class AllocationTests
{
    // An author may keep the input of a call, so each call has its own; the rest is a place in the table of what was measured.
    private const int InputAndPlace = 104;

    [Fact]
    public async Task One_more_free_measurement_costs_its_input_and_its_place_in_the_table()
    {
        var each = (await AllocatedAsync(40) - await AllocatedAsync(20)) / 20.0;

        Assert.InRange(each, 1, InputAndPlace);
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

        var leaves = Enumerable.Range(0, conditions).Select(i => $$"""{ "input": {{World.Field("text")}}, "signal": {{World.Signal(Name(i))}}, "comparator": "GREATER_THAN", "threshold": 0.5 }""");
        world.AddRule($$"""{ "conjunction": "OR", "conditions": [{{string.Join(',', leaves)}}] }""");
        var plan = world.Compile();
        var subject = World.Item("""{ "text": "x" }""");
        const int Times = 100;
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

    private static string Name(int signal) => string.Create(CultureInfo.InvariantCulture, $"SIGNAL_{signal:00}");
}
