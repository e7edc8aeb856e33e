namespace Coop.Engine.Flow;

/// <summary>
/// One of the few places for building plans. A build that takes long gives its place to whoever waits for one and goes on without: whatever it hangs on is its
/// organisation's trouble and nobody else's.
/// </summary>
internal sealed class BuilderPlace : IDisposable
{
    private readonly SemaphoreSlim _places;
    private readonly string _orgId;
    private readonly TimeSpan _long;
    private readonly TimeProvider _time;
    private readonly IFlowLog _log;
    private readonly long _started;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private bool _isGivenUp;
    private bool _isOver;

    private BuilderPlace(SemaphoreSlim places, string orgId, TimeSpan limit, TimeProvider time, IFlowLog log)
    {
        (_places, _orgId, _long, _time, _log) = (places, orgId, limit, time, log);
        _started = time.GetTimestamp();
        _timer = time.CreateTimer(static place => ((BuilderPlace)place!).GiveUp(), this, limit, Timeout.InfiniteTimeSpan);
    }

    public static async Task<BuilderPlace> TakeAsync(
        SemaphoreSlim places, string orgId, TimeSpan limit, TimeProvider time, IFlowLog log, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new BuilderPlace(places, orgId, limit, time, log);
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
        {
            _isOver = true;
            if (!_isGivenUp)
            {
                _places.Release();
                return;
            }
        }

        _log.BuildEnded(_orgId, _time.GetElapsedTime(_started));
    }

    private void GiveUp()
    {
        lock (_lock)
        {
            if (_isOver)
            {
                return;
            }

            _isGivenUp = true;
            // First, so that the end is never told before the beginning.
            _log.BuildTakesLong(_orgId, _long);
            _places.Release();
        }
    }
}
