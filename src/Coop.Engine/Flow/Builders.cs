namespace Coop.Engine.Flow;

/// <summary>
/// The few places for building plans. A build that takes long gives its place to whoever waits for one and goes on beside: whatever it hangs on is its organisation's trouble
/// and nobody else's. Only a few may do so, because whatever builds takes memory, and after a start everybody builds; then others wait, and it is told who stands behind whom.
/// </summary>
internal sealed class Builders(int places, TimeSpan limit, TimeProvider time, IFlowLog log)
{
    /// <summary>How many builds go on without a place at most.</summary>
    public const int MostBeside = 8;

    private readonly Lock _lock = new();
    private readonly LinkedList<(string OrgId, TaskCompletionSource<BuilderPlace> Turn)> _waiting = [];
    private readonly Sayings<IFlowLog> _sayings = new(log);
    private readonly List<BuilderPlace> _inPlace = [];
    private readonly HashSet<BuilderPlace> _beside = [];
    private bool _isTold;

    /// <summary>Waits for a place, first come, first served.</summary>
    public async Task<BuilderPlace> TakeAsync(string orgId, CancellationToken cancellationToken)
    {
        var turn = new TaskCompletionSource<BuilderPlace>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.AddLast((orgId, turn));
            Look();
        }

        _sayings.Say();
        // Whoever leaves is passed over by whoever gives a place away.
        using var leaving = cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken));
        return await turn.Task.ConfigureAwait(false);
    }

    public void TakesLong(BuilderPlace place)
    {
        lock (_lock)
        {
            // It may have come to its end just now.
            if (_inPlace.Contains(place))
            {
                place.IsLong = true;
                _sayings.Note(log => log.BuildTakesLong(place.OrgId, limit));
                Look();
            }
        }

        _sayings.Say();
    }

    public void Over(BuilderPlace place)
    {
        lock (_lock)
        {
            if (!_inPlace.Remove(place) && !_beside.Remove(place))
            {
                return;
            }

            if (place.IsLong)
            {
                var took = place.Took;
                _sayings.Note(log => log.BuildEnded(place.OrgId, took));
            }

            Look();
        }

        _sayings.Say();
    }

    /// <summary>Gives away what can be, and says so when nothing can.</summary>
    private void Look()
    {
        while (_beside.Count < MostBeside && _inPlace.Find(static place => place.IsLong) is { } far)
        {
            _inPlace.Remove(far);
            _beside.Add(far);
        }

        while (_inPlace.Count < places && _waiting.First is { Value: var next })
        {
            _waiting.RemoveFirst();
            var place = new BuilderPlace(this, next.OrgId, limit, time);
            if (next.Turn.TrySetResult(place))
            {
                _inPlace.Add(place);
            }
            else
            {
                place.Dispose();
            }
        }

        var isTaken = _waiting.Count > 0 && _inPlace.TrueForAll(static place => place.IsLong);
        if (isTaken && !_isTold)
        {
            string[] building = [.. _beside.Concat(_inPlace).Select(place => place.OrgId)];
            string[] waiting = [.. _waiting.Select(each => each.OrgId)];
            _sayings.Note(log => log.BuildersTaken(building, waiting));
        }
        else if (!isTaken && _isTold)
        {
            _sayings.Note(static log => log.BuildersFree());
        }

        _isTold = isTaken;
    }
}
