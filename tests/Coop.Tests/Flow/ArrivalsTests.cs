using Coop.Engine.Flow;
using Coop.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Coop.Tests.Flow;

public sealed class ArrivalsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly KeptFlowLog _log = new();
    private readonly Arrivals _arrivals;

    // 1024 in all: 768 for everybody's large ones; 256 are kept for small ones, 4 of them for each organisation.
    public ArrivalsTests() => _arrivals = new(new FlowOptions { ArrivingBytes = 1024, SlowDown = TimeSpan.FromSeconds(1) }, _time, _log);

    [Fact]
    public async Task All_together_never_have_more_than_there_is_however_many_organisations_come()
    {
        List<Arrival> inside = [];
        for (var org = 0; org < 2000; org++)
        {
            foreach (var bytes in (long[])[400, 100, 4])
            {
                var entering = EnterAsync($"org {org}", bytes);
                _time.Advance(TimeSpan.FromSeconds(10));
                if (await entering is { } arrival)
                {
                    inside.Add(arrival);
                }
            }
        }

        Assert.Equal(1024, inside.Sum(arrival => arrival.Large + arrival.Small));
        inside.ForEach(arrival => arrival.Dispose());
        Assert.NotNull(await EnterAsync("org 1", 768));
    }

    [Fact]
    public async Task One_alone_gets_half_and_whoever_comes_next_finds_room_of_any_size_that_is_left()
    {
        using var first = await EnterAsync("a", 384);
        var more = EnterAsync("a", 10);
        Assert.False(more.IsCompleted);
        using var other = await EnterAsync("b", 300);
        using var small = await EnterAsync("c", 4);

        Assert.NotNull(other);
        Assert.NotNull(small);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(await more);
    }

    [Fact]
    public async Task Who_waits_gets_in_when_another_leaves_and_who_went_away_takes_nothing()
    {
        var first = await EnterAsync("a", 700);
        using var gone = new CancellationTokenSource();
        var (left, waiting) = (_arrivals.EnterAsync("b", 500, gone.Token).AsTask(), EnterAsync("c", 500));
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);

        first!.Dispose();
        first.Dispose();

        using var second = await waiting;
        Assert.Equal(500, second!.Large);

        // Of them all, only one who is refused is told of.
        var refused = EnterAsync("z", 700);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(await refused);
        Assert.Equal(["too much z: 0 of 500"], await SaidAsync());
    }

    [Fact]
    public async Task One_that_turns_out_longer_asks_for_more_and_small_becomes_large()
    {
        using var blocking = await EnterAsync("a", 384);
        using var small = await EnterAsync("a", 4);
        Assert.Equal((0, 4), (small!.Large, small.Small));

        var grown = small.GrowAsync(200, TestContext.Current.CancellationToken).AsTask();
        Assert.False(grown.IsCompleted);
        blocking!.Dispose();

        Assert.True(await grown);
        Assert.Equal((200, 0), (small.Large, small.Small));
    }

    [Fact]
    public async Task Refusing_is_said_once_and_that_it_is_over_once_when_nothing_was_refused_for_a_while()
    {
        var first = await EnterAsync("a", 700);
        var (second, third) = (EnterAsync("a", 700), EnterAsync("a", 600));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(await second);
        Assert.Null(await third);
        first!.Dispose();
        _arrivals.Settle();
        Assert.Equal(["too much a: 700 of 700"], await SaidAsync());

        _time.Advance(TimeSpan.FromSeconds(10));
        _arrivals.Settle();
        _arrivals.Settle();

        Assert.Equal(["too much a: 700 of 700", "arriving a after 2"], await SaidAsync());
    }

    [Fact]
    public async Task A_log_that_is_slow_stands_before_nobody_who_wants_room()
    {
        using var isSaying = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var cancel = TestContext.Current.CancellationToken;
        var slow = new KeptFlowLog(() =>
        {
            isSaying.Set();
            go.Wait(cancel);
        });
        var arrivals = new Arrivals(new FlowOptions { ArrivingBytes = 1024, SlowDown = TimeSpan.FromSeconds(1) }, _time, slow);
        using var inside = await arrivals.EnterAsync("a", 700, cancel);
        var refused = arrivals.EnterAsync("a", 700, cancel).AsTask();
        _time.Advance(TimeSpan.FromSeconds(10));
        isSaying.Wait(cancel);

        using var other = await Task.Run(() => arrivals.EnterAsync("b", 4, cancel).AsTask(), cancel).WaitAsync(TimeSpan.FromMinutes(1), cancel);

        Assert.NotNull(other);
        Assert.Null(await refused);
        Assert.Empty(slow.Said);
        go.Set();
        await Eventually.SeeAsync(() => slow.Said.Contains("too much a: 700 of 700"));
    }

    [Fact]
    public async Task A_large_one_gets_its_room_in_bounded_time_beside_a_flood_of_small_ones_of_another()
    {
        List<Arrival> flood = [];
        for (var i = 0; i < 9; i++)
        {
            flood.Add((await EnterAsync("flood", 40))!);
        }

        var large = EnterAsync("b", 760);
        List<Task<Arrival?>> further = [];
        foreach (var arrival in flood)
        {
            Assert.False(large.IsCompleted);
            further.Add(EnterAsync("flood", 40));
            arrival.Dispose();
        }

        using (Assert.IsType<Arrival>(await large))
        {
            Assert.True(further.TrueForAll(wish => !wish.IsCompleted));
        }

        Assert.All(await Task.WhenAll(further), Assert.NotNull);
    }

    [Fact]
    public async Task What_one_waits_for_in_vain_for_a_while_is_given_to_the_next_whose_turn_it_is()
    {
        using var slow = await EnterAsync("slow", 384);
        var (large, other) = (EnterAsync("large", 500), EnterAsync("other", 300));
        Assert.False(other.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(2));

        using var next = Assert.IsType<Arrival>(await other);
        Assert.False(large.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(8));
        Assert.Null(await large);
    }

    [Fact]
    public async Task Beside_one_organisation_whatever_it_sends_a_body_of_the_largest_size_gets_in_at_once()
    {
        List<Arrival> inside = [];
        foreach (var bytes in (long[])[25, 384, 300, 50, 4, 4])
        {
            var entering = EnterAsync("a", bytes);
            _time.Advance(TimeSpan.FromSeconds(10));
            if (await entering is { } arrival)
            {
                inside.Add(arrival);
            }
        }

        using var other = await EnterAsync("b", 384);

        Assert.Equal(384, other!.Large);
        inside.ForEach(arrival => arrival.Dispose());
    }

    [Fact]
    public async Task So_many_may_wait_and_no_more_of_one_organisation_half_and_others_find_a_place()
    {
        var inside = await EnterAsync("x", 700);
        using var gone = new CancellationTokenSource();
        List<Task<Arrival?>> waiting = [.. Enumerable.Range(0, Arrivals.MostWaiting / 2).Select(_ => _arrivals.EnterAsync("a", 700, gone.Token).AsTask())];
        Assert.True(waiting.TrueForAll(wish => !wish.IsCompleted));

        Assert.Null(await EnterAsync("a", 700));
        var other = EnterAsync("b", 700);

        Assert.False(other.IsCompleted);
        await gone.CancelAsync();
        foreach (var wish in waiting)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wish);
        }

        inside!.Dispose();
        using var second = await other;
        Assert.NotNull(second);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whoever_comes_waits_goes_and_gives_up_in_whatever_order_nobody_has_more_than_there_is_and_all_of_it_comes_back(int seed)
    {
        var random = new Random(seed);
        List<Arrival> inside = [];
        List<(Task<Arrival?> Entering, CancellationTokenSource Gone)> waiting = [];
        for (var step = 0; step < 2000; step++)
        {
            switch (random.Next(5))
            {
                case 0 when inside.Count > 0:
                    var leaving = random.Next(inside.Count);
                    inside[leaving].Dispose();
                    inside.RemoveAt(leaving);
                    break;
                case 1 when waiting.Count > 0:
                    await waiting[random.Next(waiting.Count)].Gone.CancelAsync();
                    break;
                case 2:
                    _time.Advance(TimeSpan.FromSeconds(random.Next(3)));
                    break;
                default:
                    var gone = new CancellationTokenSource();
                    waiting.Add((_arrivals.EnterAsync($"org {random.Next(6)}", random.Next(1, 600), gone.Token).AsTask(), gone));
                    break;
            }

            foreach (var (entering, gone) in waiting.FindAll(each => each.Entering.IsCompleted))
            {
                await Collect(entering);
                waiting.Remove((entering, gone));
                gone.Dispose();
            }

            Assert.InRange(inside.Sum(arrival => arrival.Large), 0, 768);
            Assert.InRange(inside.Sum(arrival => arrival.Small), 0, 256);
        }

        foreach (var (entering, gone) in waiting)
        {
            await gone.CancelAsync();
            await Collect(entering);
            gone.Dispose();
        }

        inside.ForEach(arrival => arrival.Dispose());
        using var all = await EnterAsync("last", 768);
        Assert.NotNull(all);

        async Task Collect(Task<Arrival?> entering)
        {
            await ((Task)entering).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (entering.IsCompletedSuccessfully && await entering is { } arrival)
            {
                inside.Add(arrival);
            }
        }
    }

    private async Task<IReadOnlyList<string>> SaidAsync()
    {
        await _arrivals.Sayings.AllSaidAsync();
        return _log.Said;
    }

    private Task<Arrival?> EnterAsync(string org, long bytes) => _arrivals.EnterAsync(org, bytes, TestContext.Current.CancellationToken).AsTask();
}
