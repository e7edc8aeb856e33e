using Coop.Engine.Signals;
using Microsoft.Extensions.Time.Testing;

namespace Coop.Tests.Signals;

/// <summary>Places for compiling and for measuring apart, at the bounds of waiting for them.</summary>
public class ListPlacesTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly ListPlaces _places = new(1);

    [Fact]
    public async Task Whoever_waits_is_told_when_the_limit_has_passed_and_not_before_and_takes_no_place_with_him()
    {
        var first = await TakeAsync();
        var waiting = EnterAsync();
        _time.Advance(Limit - TimeSpan.FromTicks(1));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.False(await waiting);

        // He is gone: the place is for whoever comes after him.
        var next = EnterAsync();
        Assert.False(next.IsCompleted);
        first.SetResult();
        Assert.True(await next);
    }

    [Fact]
    public async Task A_place_that_comes_back_as_the_limit_passes_is_had_by_one_and_lost_by_none()
    {
        var first = await TakeAsync();
        var waiting = EnterAsync();
        first.SetResult();
        _time.Advance(Limit);
        Assert.True(await waiting);
        var other = EnterAsync();
        Assert.False(other.IsCompleted);
        _time.Advance(Limit);
        Assert.False(await other);
    }

    [Fact]
    public async Task Whoever_does_not_want_to_wait_any_more_takes_no_place_with_him()
    {
        var first = await TakeAsync();
        using var gone = new CancellationTokenSource();
        var waiting = _places.EnterAsync(Timeout.InfiniteTimeSpan, _time, gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        // His turn comes as he leaves.
        using var late = new CancellationTokenSource();
        var other = _places.EnterAsync(Timeout.InfiniteTimeSpan, _time, late.Token);
        first.SetResult();
        await late.CancelAsync();
        if (await other.ContinueWith(task => task.IsCompletedSuccessfully, TaskScheduler.Default))
        {
            _places.Leave(null);
        }

        Assert.True(await EnterAsync());
        var next = EnterAsync();
        Assert.False(next.IsCompleted);
        _time.Advance(Limit);
        Assert.False(await next);
    }

    [Fact]
    public async Task Nobody_waits_behind_what_hangs_and_it_is_taken_again_when_it_comes_back()
    {
        var first = await TakeAsync();
        var waiting = EnterAsync();
        _places.Hang(first.Task);
        Assert.False(await waiting);
        Assert.False(await EnterAsync());
        first.SetResult();
        Assert.True(await EnterAsync());
    }

    [Fact]
    public async Task What_came_back_before_it_was_held_for_hanging_turns_nobody_away()
    {
        var first = await TakeAsync();
        first.SetResult();
        await TakeAsync();
        var waiting = EnterAsync();
        // Its time was over, and it came back before anybody said so.
        _places.Hang(first.Task);
        Assert.False(waiting.IsCompleted);
        _time.Advance(Limit);
        Assert.False(await waiting);
    }

    [Fact]
    public async Task A_refusal_is_to_be_told_once_until_somebody_was_served()
    {
        await TakeAsync();
        Assert.True(_places.Refuse());
        Assert.False(_places.Refuse());
        _places.Serve();
        Assert.True(_places.Refuse());
    }

    private async Task<TaskCompletionSource> TakeAsync()
    {
        Assert.True(await EnterAsync());
        var returned = new TaskCompletionSource();
        _places.LeaveWhen(returned.Task);
        return returned;
    }

    private Task<bool> EnterAsync() => _places.EnterAsync(Limit, _time, TestContext.Current.CancellationToken);
}
