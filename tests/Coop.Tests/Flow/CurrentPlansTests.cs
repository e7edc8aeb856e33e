using System.Collections.Concurrent;
using Coop.Engine.Editing;
using Coop.Engine.Flow;
using Coop.Engine.Integrations;
using Coop.Engine.Plan;
using Coop.Engine.Rules;
using Coop.Engine.Signals.Guard;
using Coop.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Coop.Tests.Flow;

/// <summary>Builds that take as long, and fail as often, as the test wants.</summary>
public sealed partial class CurrentPlansTests : IDisposable
{
    private static readonly int Places = Math.Max(1, Environment.ProcessorCount / 2);

    private readonly FakeTimeProvider _time = new();
    private readonly KeptFlowLog _log = new();
    private readonly ScriptedReader _reader;
    private readonly MovedByHand _revisions = new();
    private readonly CurrentPlans _plans;

    public CurrentPlansTests()
    {
        _reader = new ScriptedReader();
        _plans = new CurrentPlans(_reader, _revisions, new FixedCatalogue([]), new FlowOptions { SaveWait = TimeSpan.FromSeconds(10) }, _time, _log);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _plans.Dispose();

    [Fact]
    public async Task Whoever_comes_first_waits_and_all_of_them_for_one_build()
    {
        Task<PlanInForce>[] first = [.. Enumerable.Range(0, 10).Select(_ => _plans.GetAsync("A", Cancel).AsTask())];
        (await _reader.NextAsync()).Succeed();

        var plans = await Task.WhenAll(first);

        Assert.All(plans, plan => Assert.Same(plans[0], plan));
        Assert.Equal(1, _reader.Begun);
    }

    [Fact]
    public async Task While_the_next_one_is_built_the_last_good_one_serves_at_once()
    {
        var old = await FirstAsync();
        _revisions.Move("A");
        var build = await _reader.NextAsync();

        var now = _plans.GetAsync("A", Cancel).AsTask();
        Assert.True(now.IsCompletedSuccessfully);
        Assert.Same(old, await now);

        var saver = _plans.WaitInForceAsync("A", Cancel);
        Assert.False(saver.IsCompleted);
        build.Succeed();

        Assert.True(await saver);
        Assert.Equal(2, (await _plans.GetAsync("A", Cancel)).Revision);
    }

    [Fact]
    public async Task Many_changes_during_a_build_are_one_more_build()
    {
        await FirstAsync();
        _revisions.Move("A");
        var build = await _reader.NextAsync();
        for (var i = 0; i < 20; i++)
        {
            _revisions.Move("A");
        }

        var saver = _plans.WaitInForceAsync("A", Cancel);
        build.Succeed();
        (await _reader.NextAsync()).Succeed();

        Assert.True(await saver);
        Assert.Equal(22, (await _plans.GetAsync("A", Cancel)).Revision);
        Assert.Equal(3, _reader.Begun);
    }

    [Fact]
    public async Task A_build_that_fails_keeps_the_last_good_rules_and_says_so_until_one_succeeds()
    {
        var old = await FirstAsync();
        _revisions.Move("A");
        var saver = _plans.WaitInForceAsync("A", Cancel);
        (await _reader.NextAsync()).Fail("A bank cannot be read.");

        Assert.False(await saver);
        Assert.Same(old, await _plans.GetAsync("A", Cancel));
        Assert.Contains("A bank cannot be read.", _plans.FailureOf("A")!.Reason, StringComparison.Ordinal);
        Assert.True(_plans.FailureOf("A")!.HasOlder);

        var again = _reader.NextAsync();
        await Eventually.SeeAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return again.IsCompleted;
        });
        (await again).Fail("Still not.");
        var third = _reader.NextAsync();
        await Eventually.SeeAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return third.IsCompleted;
        });
        (await third).Succeed();
        await Eventually.SeeAsync(() => _plans.FailureOf("A") is null);

        Assert.Equal(2, (await _plans.GetAsync("A", Cancel)).Revision);
        // Said on a thread of its own, after it is so.
        Assert.Equal(["kept A: A bank cannot be read.", "compiled A"], await Eventually.SeeAsync(() => Task.FromResult(_log.Said), said => said.Contains("compiled A")));
    }

    [Fact]
    public async Task Who_mends_what_made_it_fail_does_not_wait_for_the_next_try()
    {
        await FirstAsync();
        _revisions.Move("A");
        (await _reader.NextAsync()).Fail("broken");
        await Eventually.SeeAsync(() => _plans.FailureOf("A") is not null);

        _revisions.Move("A");
        var saver = _plans.WaitInForceAsync("A", Cancel);
        (await _reader.NextAsync()).Succeed();

        Assert.True(await saver);
    }

    [Fact]
    public async Task Nobody_who_saves_waits_longer_than_the_limit()
    {
        await FirstAsync();
        _revisions.Move("A");
        var build = await _reader.NextAsync();
        var saver = _plans.WaitInForceAsync("A", Cancel);
        await Eventually.SeeAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return saver.IsCompleted;
        });

        Assert.False(await saver);
        build.Succeed();
        await Eventually.SeeAsync(async () => (await _plans.GetAsync("A", Cancel)).Revision, revision => revision == 2);
    }

    [Fact]
    public async Task Builds_that_hang_take_no_builder_from_other_organisations_and_are_told_of_once_each()
    {
        // More than there are builders, whatever the machine, and whoever comes first.
        string[] hanging = [.. Enumerable.Range(0, Places + 1).Select(each => $"H{each}")];
        Task<PlanInForce>[] waiting = [.. hanging.Select(org => _plans.GetAsync(org, Cancel).AsTask())];
        var other = _plans.GetAsync("B", Cancel).AsTask();
        var builds = new List<Build>();
        while (builds.Count < hanging.Length + 1)
        {
            var next = _reader.NextAsync();
            await Eventually.SeeAsync(() =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return next.IsCompleted;
            });
            builds.Add(await next);
        }

        builds.Single(build => build.OrgId == "B").Succeed();
        await other;
        Assert.All(waiting, each => Assert.False(each.IsCompleted));
        builds.Where(build => build.OrgId != "B").ToList().ForEach(build => build.Succeed());
        await Task.WhenAll(waiting);
        await Eventually.SeeAsync(() => _log.Said.Count(said => said.StartsWith("ended H", StringComparison.Ordinal)) == _log.Said.Count(said => said.StartsWith("long H", StringComparison.Ordinal)));
        Assert.Equal(_log.Said.Distinct(), _log.Said);
        Assert.Contains(_log.Said, said => said.StartsWith("long H", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_more_than_a_few_go_on_without_a_builder_and_who_stands_behind_whom_is_told_once()
    {
        var most = Places + Builders.MostBeside;
        string[] hanging = [.. Enumerable.Range(0, most + 2).Select(each => $"H{each}")];
        Task<PlanInForce>[] waiting = [.. hanging.Select(org => _plans.GetAsync(org, Cancel).AsTask())];
        var builds = new List<Build>();
        while (builds.Count < most)
        {
            builds.Add(await NextLaterAsync());
        }

        await Eventually.SeeAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return _log.Said.Any(IsTaken);
        });
        Assert.Equal(most, _reader.Begun);
        var told = _log.Said.Single(IsTaken).Split(" before ");
        string[] building = [.. builds.Select(build => build.OrgId).Order(StringComparer.Ordinal)];
        Assert.Equal(building, told[0].Split(' ').Skip(2).Order(StringComparer.Ordinal));
        Assert.Equal(hanging.Except(building).Order(StringComparer.Ordinal), told[1].Split(' ').Order(StringComparer.Ordinal));

        foreach (var next in (int[])[0, 1])
        {
            builds[next].Succeed();
            builds.Add(await NextLaterAsync());
        }

        await Eventually.SeeAsync(() => Task.FromResult(_log.Said), said => said.Contains("builders free"));
        builds[2..].ForEach(build => build.Succeed());
        await Task.WhenAll(waiting);
        static bool IsTaken(string said) => said.StartsWith("taken by ", StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_could_not_be_given_to_an_author_is_tried_again_though_nobody_changes_anything()
    {
        var first = _plans.GetAsync("A", Cancel).AsTask();
        (await _reader.NextAsync()).SucceedWithout();
        Assert.True((await first).HasUntried);

        (await NextLaterAsync()).SucceedWithout();
        (await NextLaterAsync()).Succeed();
        await Eventually.SeeAsync(async () => await _plans.GetAsync("A", Cancel), plan => !plan.HasUntried);

        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(3, _reader.Begun);
        Assert.DoesNotContain(_log.Said, said => said.Contains("kept", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_log_that_is_slow_or_throws_keeps_nobody_from_the_next_plan(bool throws)
    {
        using var isSlow = new ManualResetEventSlim();
        using var plans = new CurrentPlans(_reader, _revisions, new FixedCatalogue([]), new FlowOptions(), _time, new KeptFlowLog(() =>
        {
            if (throws)
            {
                throw new InvalidOperationException("There is no log.");
            }

            isSlow.Wait(Cancel);
        }));
        try
        {
            var first = plans.GetAsync("A", Cancel).AsTask();
            (await _reader.NextAsync()).Fail("It is broken.");
            await Eventually.SeeAsync(() => plans.FailureOf("A") is not null);

            // Neither whoever moves settings, nor the build after it.
            _revisions.Move("A");
            (await _reader.NextAsync()).Succeed();

            Assert.NotNull(await first);
            _revisions.Move("A");
            (await _reader.NextAsync()).Succeed();
            Assert.True(await plans.WaitInForceAsync("A", Cancel));
        }
        finally
        {
            isSlow.Set();
        }
    }

    private async Task<Build> NextLaterAsync()
    {
        var next = _reader.NextAsync();
        await Eventually.SeeAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return next.IsCompleted;
        });
        return await next;
    }

    private async Task<PlanInForce> FirstAsync()
    {
        var first = _plans.GetAsync("A", Cancel).AsTask();
        (await _reader.NextAsync()).Succeed();
        return await first;
    }

    private sealed class MovedByHand : IOrgRevisions
    {
        private readonly ConcurrentDictionary<string, long> _byOrg = new();

        public event Action<string>? Moved;

        public void Move(string orgId)
        {
            _byOrg.AddOrUpdate(orgId, 2, (_, before) => before + 1);
            Moved?.Invoke(orgId);
        }

        public ValueTask<OrgRevision> OfAsync(string orgId, CancellationToken cancellationToken)
        {
            var now = _byOrg.GetValueOrDefault(orgId, 1);
            return new(new OrgRevision(now, now));
        }
    }

    private sealed class ScriptedReader : IPlanReader
    {
        private readonly System.Threading.Channels.Channel<Build> _builds = System.Threading.Channels.Channel.CreateUnbounded<Build>();
        private int _begun;

        public int Begun => Volatile.Read(ref _begun);

        public Task<Build> NextAsync() => _builds.Reader.ReadAsync(Cancel).AsTask();

        public async Task<PlanInForce> ReadAsync(string orgId, long revision, IntegrationCatalogue catalogue, PlanInForce? previous, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _begun);
            var source = new RulesetSource { OrgId = orgId, Rules = [], Catalogue = catalogue };
            var build = new Build(orgId, new PlanInForce(
                revision,
                await RulePlan.CompileAsync(
                    source, previous?.Plan, new SignalRunner(new MemoryConfigs(), TimeProvider.System), TimeProvider.System, new EvaluationLimits(), cancellationToken),
                []));
            Assert.True(_builds.Writer.TryWrite(build));
            return await build.Done.Task;
        }
    }

    private sealed class Build(string orgId, PlanInForce plan)
    {
        public string OrgId => orgId;

        public TaskCompletionSource<PlanInForce> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Succeed(PlanInForce? other = null) => Done.SetResult(other ?? plan);

        public void SucceedWithout() => Done.SetResult(new PlanInForce(plan.Revision, plan.Plan, []) { HasUntried = true });

        public void Fail(string reason) => Done.SetException(new InvalidOperationException(reason));
    }
}
