using Coop.Engine.Plan;
using Coop.Integrations;
using Coop.Tests.Rules;
using static Coop.Tests.Rules.World;

namespace Coop.Tests.Plan;

/// <summary>Items that no thread of their own looks after, and an author's code that keeps every thread it gets.</summary>
public sealed class PoolPlacesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static string Leaf(string signalId) => $$"""{ "input": {{Field("text")}}, "signal": {{Signal(signalId)}} }""";

    [Fact]
    public async Task However_many_items_an_organisation_has_they_keep_a_few_threads_of_the_pool()
    {
        var token = TestContext.Current.CancellationToken;
        var items = PoolPlaces.Most + 20;
        // So that a thread too many would be there at once.
        ThreadPool.GetMinThreads(out var before, out var ports);
        ThreadPool.SetMinThreads(Math.Max(before, items * 2), ports);
        using var blocked = new ManualResetEventSlim();
        using var entered = new CountdownEvent(PoolPlaces.Most);
        var inside = 0;
        var world = new World();
        world.Add("KEEPS", SignalOutputType.Boolean, _ =>
        {
            if (Interlocked.Increment(ref inside) <= PoolPlaces.Most)
            {
                entered.Signal();
            }

            blocked.Wait(Patience, CancellationToken.None);
            return SignalResult.Scored(true);
        });
        world.AddRule($$"""{ "conjunction": "AND", "conditions": [{{Leaf("KEEPS")}}] }""");
        var plan = world.Compile();
        try
        {
            var running = Enumerable.Range(0, items).Select(_ => plan.RunAsync(Item("""{ "text": "x" }"""), token)).ToList();
            await Task.Run(() => entered.Wait(Patience, token), token);
            // Whatever was given to the pool before these has a thread by now.
            await Task.WhenAll(Enumerable.Range(0, items).Select(_ => Task.Run(Thread.Yield, token)));
            Assert.Equal(PoolPlaces.Most, Volatile.Read(ref inside));
            blocked.Set();
            await Task.WhenAll(running).WaitAsync(Patience, token);
            Assert.Equal(items, inside);
        }
        finally
        {
            blocked.Set();
            ThreadPool.SetMinThreads(before, ports);
        }
    }
}
