using Coop.Engine.Flow;
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
        Assert.Empty(_log.Said);
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
        Assert.Equal(["too much a: 700 of 700"], _log.Said);

        _time.Advance(TimeSpan.FromSeconds(10));
        _arrivals.Settle();
        _arrivals.Settle();

        Assert.Equal(["too much a: 700 of 700", "arriving a after 2"], _log.Said);
    }

    private Task<Arrival?> EnterAsync(string org, long bytes) => _arrivals.EnterAsync(org, bytes, TestContext.Current.CancellationToken).AsTask();
}
