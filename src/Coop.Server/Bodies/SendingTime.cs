using Coop.Engine.Flow;
using Coop.Engine.Problems;
using Coop.Server.Errors;

namespace Coop.Server.Bodies;

/// <summary>
/// How long a body is waited for. It goes by what has arrived, so that who has room for a body has to be sending it: a length that is only said buys no time. What counts is the time in
/// which the sender is waited for, and not that in which he waits for room.
/// </summary>
/// <remarks>The web server's own least pace is per connection and a trickle; this holds for every way in which a body can come, over HTTP/2 and in chunks too.</remarks>
internal sealed class SendingTime : IDisposable
{
    private readonly FlowOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenSource _either;
    private TimeSpan _waited;
    private long _arrived;

    /// <param name="gone">The sender went away.</param>
    public SendingTime(FlowOptions options, TimeProvider time, CancellationToken gone)
    {
        (_options, _time, _over) = (options, time, new CancellationTokenSource(Timeout.InfiniteTimeSpan, time));
        _either = CancellationTokenSource.CreateLinkedTokenSource(_over.Token, gone);
    }

    /// <summary>It did not come in time, and that is why reading it ended.</summary>
    public bool IsOver => _over.IsCancellationRequested;

    public Problem TooSlow => HttpProblems.BodyTooSlow(_arrived, _waited, _options.SendingSpeed);

    /// <summary>What is here already is taken without a look at the clock.</summary>
    public async ValueTask<int> ReadAsync(Stream body, Memory<byte> buffer)
    {
        var reading = body.ReadAsync(buffer, _either.Token);
        var read = reading.IsCompletedSuccessfully ? reading.Result : await WaitAsync(reading).ConfigureAwait(false);
        _arrived += read;
        return read;
    }

    public void Dispose()
    {
        _either.Dispose();
        _over.Dispose();
    }

    private async ValueTask<int> WaitAsync(ValueTask<int> reading)
    {
        var began = _time.GetTimestamp();
        var left = _options.SendingGrace + TimeSpan.FromSeconds((double)_arrived / _options.SendingSpeed) - _waited;
        _over.CancelAfter(TimeSpan.FromTicks(Math.Clamp(left.Ticks, 0, TimeSpan.TicksPerDay)));
        try
        {
            return await reading.ConfigureAwait(false);
        }
        finally
        {
            _over.CancelAfter(Timeout.InfiniteTimeSpan);
            _waited += _time.GetElapsedTime(began);
        }
    }
}
