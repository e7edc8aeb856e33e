using Coop.Engine.Plan;
using Coop.Engine.Signals;
using Coop.Engine.Signals.Guard;
using Coop.Integrations;
using Coop.Tests.Rules;
using Coop.Tests.Support;
using static Coop.Tests.Rules.World;

namespace Coop.Tests.Plan;

/// <summary>Items that no thread of their own looks after, and an author's code that keeps every thread it gets.</summary>
public sealed class PoolPlacesTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly World _world = new();
    private readonly SignalRunner _runner;
    private readonly ManualResetEventSlim _blocked = new();
    private int _begun;

    public PoolPlacesTests() => _runner = new SignalRunner(new MemoryConfigs(), _world.Time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _blocked.Dispose();

    [Fact]
    public async Task However_many_items_an_organisation_has_they_keep_a_few_threads_and_its_trials_and_others_have_their_own()
    {
        var elsewhere = new TaskCompletionSource<int>();
        Task<int> KeepAsync(string org, PoolUse use) => RunAsync(org, use, Keep, elsewhere.Task, Token);
        try
        {
            var running = Enumerable.Range(0, PoolPlaces.Most + 20).Select(_ => KeepAsync("org", PoolUse.Item)).ToList();
            Assert.Equal(PoolPlaces.Most, _begun);
            running.Add(KeepAsync("org", PoolUse.Trial));
            running.Add(KeepAsync("other", PoolUse.Item));
            Assert.Equal(PoolPlaces.Most + 2, _begun);

            // They have come to their end without their threads, and so have those behind them.
            elsewhere.SetResult(2);
            Assert.All(await Task.WhenAll(running).WaitAsync(Patience, Token), result => Assert.Equal(2, result));
            Assert.Equal(PoolPlaces.Most + 22, _begun);
        }
        finally
        {
            _blocked.Set();
        }
    }

    [Fact]
    public async Task Whoever_leaves_while_he_waits_and_what_cannot_be_begun_take_no_place()
    {
        var elsewhere = new TaskCompletionSource<int>();
        using var leaves = new CancellationTokenSource();
        try
        {
            var first = Enumerable.Range(0, PoolPlaces.Most).Select(_ => RunAsync("org", PoolUse.Item, Keep, elsewhere.Task, Token)).ToList();
            var left = RunAsync("org", PoolUse.Item, Keep, elsewhere.Task, leaves.Token);
            var broken = PoolPlaces.RunAsync<int>(_runner, "org", PoolUse.Item, () => throw new InvalidOperationException("A bug."), Token);
            await leaves.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
            _blocked.Set();
            await Task.WhenAll(first).WaitAsync(Patience, Token);
            await Assert.ThrowsAsync<InvalidOperationException>(() => broken);
            // All places are free again: what is begun at once is as many.
            _blocked.Reset();
            _begun = 0;
            var second = Enumerable.Range(0, PoolPlaces.Most + 1).Select(_ => RunAsync("org", PoolUse.Item, Keep, elsewhere.Task, Token)).ToList();
            Assert.Equal(PoolPlaces.Most, _begun);
            _blocked.Set();
            await Task.WhenAll(second).WaitAsync(Patience, Token);
        }
        finally
        {
            _blocked.Set();
        }
    }

    [Fact]
    public async Task What_is_tried_alone_waits_behind_none_of_them()
    {
        var signal = _world.Add("QUICK", SignalOutputType.Boolean, _ => SignalResult.Scored(true));
        _world.AddRule($$"""{ "conjunction": "AND", "conditions": [{ "input": {{Field("text")}}, "signal": {{Signal("QUICK")}} }] }""");
        var plan = await RulePlan.CompileAsync(_world.Source, null, _runner, _world.Time, _world.Limits, Token);
        var elsewhere = new TaskCompletionSource<int>();
        try
        {
            var keeping = Enumerable.Range(0, PoolPlaces.Most).Select(_ => RunAsync(OrgId, PoolUse.Item, Keep, elsewhere.Task, Token)).ToList();
            var subject = Item("""{ "text": "x" }""");
            var behind = plan.RunAwayAsync(subject, Token);
            PlanResult? alone = null;
            await Naming.DuringAsync((_, _) => ValueTask.CompletedTask, async () => alone = await plan.RunAwayAsync(subject, Token).WaitAsync(Patience, Token));
            Assert.Equal(SignalOutcomeKind.Scored, alone!.Measured.Of(0)[0].Outcome.Kind);
            Assert.Equal((false, 1), (behind.IsCompleted, signal.Runs));
            _blocked.Set();
            await Task.WhenAll(keeping).WaitAsync(Patience, Token);
            await behind.WaitAsync(Patience, Token);
            Assert.Equal(2, signal.Runs);
        }
        finally
        {
            _blocked.Set();
        }
    }

    private Task<int> RunAsync(string org, PoolUse use, Func<Task<int>> run, Task<int> elsewhere, CancellationToken token) => PoolPlaces.RunAsync(
        _runner,
        org,
        use,
        () =>
        {
            Interlocked.Increment(ref _begun);
            return (run, elsewhere);
        },
        token);

    private Task<int> Keep()
    {
        _blocked.Wait(Patience, CancellationToken.None);
        return Task.FromResult(1);
    }
}
