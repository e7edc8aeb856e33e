using System.IO.Pipelines;
using Coop.Engine.Flow;
using Coop.Server.Bodies;
using Microsoft.Extensions.Time.Testing;

namespace Coop.Tests.Bodies;

/// <summary>Ten seconds, and then 100 bytes a second.</summary>
public sealed class SendingTimeTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Pipe _line = new();
    private readonly CancellationTokenSource _gone = new();
    private readonly SendingTime _sending;

    public SendingTimeTests() => _sending = new(new FlowOptions { SendingGrace = TimeSpan.FromSeconds(10), SendingSpeed = 100 }, _time, _gone.Token);

    public void Dispose()
    {
        _sending.Dispose();
        _gone.Dispose();
    }

    [Fact]
    public async Task Nothing_at_all_is_waited_for_ten_seconds()
    {
        var reading = ReadAsync();
        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(reading.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(0.1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.True(_sending.IsOver);
        Assert.Equal(
            "The body comes too slowly: in 10 seconds of waiting for it 0 bytes came. In the long run it has to come with 100 bytes a second. Nothing of it was stored. Send it again, in smaller parts or over a faster line.",
            _sending.TooSlow.Detail);
    }

    [Theory]
    // As fast as it has to be, for ever: here for a thousand seconds.
    [InlineData(100, 1000)]
    // A tenth slower: after ninety seconds the next ones would come a second too late.
    [InlineData(90, 90)]
    // A trickle.
    [InlineData(1, 10)]
    public async Task What_comes_is_waited_for_as_long_as_it_comes_fast_enough(int bytesPerSecond, int seconds)
    {
        var arrived = 0;
        for (; arrived < seconds; arrived++)
        {
            var reading = ReadAsync();
            _time.Advance(TimeSpan.FromSeconds(1));
            if (_sending.IsOver)
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
                break;
            }

            await SendAsync(bytesPerSecond);
            Assert.Equal(bytesPerSecond, await reading);
        }

        Assert.InRange(arrived, seconds - 1, seconds);
        Assert.Equal(bytesPerSecond < 100 && arrived < seconds, _sending.IsOver);
    }

    [Fact]
    public async Task What_somebody_waits_for_room_or_has_sent_ahead_costs_none_of_his_time()
    {
        await SendAsync(50);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(50, await ReadAsync());
        _time.Advance(TimeSpan.FromHours(1));

        var reading = ReadAsync();
        _time.Advance(TimeSpan.FromSeconds(10.4));
        Assert.False(_sending.IsOver);
        _time.Advance(TimeSpan.FromSeconds(0.1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.True(_sending.IsOver);
    }

    [Fact]
    public async Task Who_went_away_was_not_too_slow()
    {
        var reading = ReadAsync();

        await _gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.False(_sending.IsOver);
    }

    private Task<int> ReadAsync() => _sending.ReadAsync(_line.Reader.AsStream(), new byte[1024]).AsTask();

    private async Task SendAsync(int bytes) => await _line.Writer.WriteAsync(new byte[bytes], TestContext.Current.CancellationToken);
}
