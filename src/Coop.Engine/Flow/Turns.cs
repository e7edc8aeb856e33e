namespace Coop.Engine.Flow;

/// <summary>
/// Organisations by turns: each thinker takes a few items of the organisation whose turn it is. An organisation that has as many items under evaluation as it may have,
/// because it waits for a slow signal, is passed over until one of them comes to its end, and holds back nobody.
/// </summary>
internal sealed partial class Turns(FlowOptions options, TimeProvider time)
{
    /// <summary>How long a thinker stays with one organisation, if its items allow.</summary>
    private const double TurnSeconds = 0.001;

    private const int MostPerTurn = 16;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, OrgLane> _lanes = new(StringComparer.Ordinal);
    private readonly Queue<OrgLane> _ring = new();
    private readonly HashSet<OrgLane> _passedOver = [];
    private readonly Queue<Turn> _trial = new();
    private bool _isRingNext;
    private readonly Queue<TaskCompletionSource> _idle = new();
    private TaskCompletionSource? _quiet;
    private int _pauses;
    private int _begun;
    private bool _isClosed;

    /// <summary>Looks at every organisation's lane, or changes what is known of it.</summary>
    public void ForEach(Action<OrgLane> look)
    {
        lock (_lock)
        {
            foreach (var lane in _lanes.Values)
            {
                look(lane);
            }
        }
    }

    public T With<T>(string orgId, Func<OrgLane, T> look)
    {
        lock (_lock)
        {
            return look(LaneOf(orgId));
        }
    }

    /// <summary>The next turn; null when nothing may be begun now.</summary>
    public Turn? TryNext()
    {
        lock (_lock)
        {
            _isRingNext = _pauses == 0 && !_isRingNext;
            return _isRingNext ? TakeFromRing() ?? TakeOfTrial() : TakeOfTrial() ?? TakeFromRing();
        }
    }

    /// <summary>The next turn; waits until there is one.</summary>
    public async ValueTask<Turn> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            TaskCompletionSource idle;
            lock (_lock)
            {
                if (TryNext() is { } turn)
                {
                    return turn;
                }

                idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _idle.Enqueue(idle);
            }

            await idle.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Begins an item out of turn, in the room that was kept for it.</summary>
    public Task BeginAt(Room room, HeldItem item, Func<OrgLane, Task> begin)
    {
        lock (_lock)
        {
            room.Use(item);
            room.Lane.Begun++;
            _begun++;
        }

        return begin(room.Lane);
    }

    /// <summary>Leaves items to the thinkers to be begun even during a pause, in the room that was kept for them. After it they and the others take turns.</summary>
    public void BeginTrial(Room room, IReadOnlyCollection<HeldItem> items)
    {
        lock (_lock)
        {
            foreach (var some in items.Chunk(PerTurn(room.Lane)))
            {
                Array.ForEach(some, room.Use);
                room.Lane.Begun += some.Length;
                _begun += some.Length;
                _trial.Enqueue(new Turn(room.Lane, some));
                if (_idle.TryDequeue(out var idle))
                {
                    idle.TrySetResult();
                }
            }
        }
    }

    /// <summary>How long a thinker was busy with a turn.</summary>
    public void Took(Turn turn, TimeSpan elapsed)
    {
        lock (_lock)
        {
            turn.Lane.Took(turn.Items.Count, elapsed);
        }
    }

    /// <summary>One of its items does not give its thread back. While as many do as there are thinkers, it has no more turns: each would cost a thread more, and be as late as it is without.</summary>
    public void Stuck(OrgLane lane)
    {
        lock (_lock)
        {
            lane.Stuck++;
        }
    }

    /// <summary>An item that was stuck goes on.</summary>
    public void GoesOn(OrgLane lane)
    {
        lock (_lock)
        {
            lane.Stuck--;
            Enter(lane);
        }
    }

    /// <summary>An item's evaluation came to its end.</summary>
    public void Evaluated(OrgLane lane)
    {
        lock (_lock)
        {
            NoLongerBegun(lane, 1);
            Enter(lane);
            // The place that is free may be one that others lacked.
            foreach (var passedOver in _passedOver)
            {
                Enter(passedOver);
            }

            _passedOver.Clear();
        }
    }

    /// <summary>An item left the memory of this process.</summary>
    /// <param name="isSettled">Its decision is stored, or it is parked; otherwise it is back on the queue.</param>
    public void Done(OrgLane lane, HeldItem item, bool isSettled)
    {
        lock (_lock)
        {
            var isDecided = isSettled && item.Received is not null;
            if (isDecided)
            {
                lane.Backlog = Math.Max(0, lane.Backlog - 1);
            }

            Leave(lane, 1, item.Bytes, isDecided ? 1 : 0);
        }
    }

    /// <summary>Nothing is begun until the end of what is returned. Nested ones end one by one.</summary>
    public IDisposable Pause()
    {
        lock (_lock)
        {
            _pauses++;
        }

        return new Paused(this);
    }

    /// <summary>Completes when nothing is being evaluated, nor taken by a thinker that has not begun it yet.</summary>
    public Task QuietAsync()
    {
        lock (_lock)
        {
            if (_begun == 0)
            {
                return Task.CompletedTask;
            }

            _quiet = _quiet is { Task.IsCompleted: false } ? _quiet : new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _quiet.Task;
        }
    }

    /// <summary>Everything that was not begun, taken out. From here on nothing comes in any more.</summary>
    public IReadOnlyList<HeldItem> Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            List<HeldItem> left = [.. _lanes.Values.SelectMany(lane => lane.Clear())];
            while (_trial.TryDequeue(out var turn))
            {
                left.AddRange(turn.Items);
                NoLongerBegun(turn.Lane, turn.Items.Count);
            }

            LookAgain();
            return left;
        }
    }

    /// <param name="more">Bytes beyond those that were kept for them. They are counted before anybody can have decided an item of that size.</param>
    /// <returns>False when nothing is begun any more: then they are not here.</returns>
    internal bool TryAdd(OrgLane lane, IReadOnlyCollection<HeldItem> items, long more)
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return false;
            }

            _bytes.Add(lane, more);
            foreach (var item in items)
            {
                lane.Add(item);
            }

            Enter(lane);
            return true;
        }
    }

    private OrgLane LaneOf(string orgId)
    {
        if (!_lanes.TryGetValue(orgId, out var lane))
        {
            _lanes.Add(orgId, lane = new OrgLane(orgId, time));
        }

        return lane;
    }

    private void Enter(OrgLane lane)
    {
        if (!lane.InRing && lane.Waiting > 0)
        {
            lane.InRing = true;
            _ring.Enqueue(lane);
        }

        Wake();
    }

    private void NoLongerBegun(OrgLane lane, int count)
    {
        lane.Begun -= count;
        _begun -= count;
        if (_begun == 0)
        {
            _quiet?.TrySetResult();
        }
    }

    private void Wake()
    {
        if (_pauses == 0 && _ring.Count > 0 && _idle.TryDequeue(out var idle))
        {
            idle.TrySetResult();
        }
    }

    private Turn? TakeOfTrial() => _trial.TryDequeue(out var turn) ? turn : null;

    private Turn? TakeFromRing()
    {
        while (_pauses == 0 && _ring.TryDequeue(out var lane))
        {
            lane.InRing = false;
            if (lane.Stuck >= options.ThinkersOrCores)
            {
                // It comes back when one of them goes on.
                continue;
            }

            var may = Math.Min(options.AtOncePerOrg - lane.Begun, FairShare.Room(options.AtOnce, _begun, lane.Begun));
            var count = (int)Math.Min(Math.Min(lane.Waiting, may), PerTurn(lane));
            if (count <= 0)
            {
                // One that has as many as it may have comes back when one of its own ends, any other when anybody's does.
                if (lane.Waiting > 0 && lane.Begun < options.AtOncePerOrg)
                {
                    _passedOver.Add(lane);
                }

                continue;
            }

            var items = new HeldItem[count];
            for (var i = 0; i < count; i++)
            {
                items[i] = lane.Take();
            }

            lane.Begun += count;
            _begun += count;
            Enter(lane);
            return new Turn(lane, items);
        }

        return null;
    }

    private static int PerTurn(OrgLane lane) => (int)Math.Clamp(TurnSeconds / lane.Cost, 1, MostPerTurn);

    private sealed class Paused(Turns turns) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 1)
            {
                return;
            }

            lock (turns._lock)
            {
                turns._pauses--;
                while (turns._pauses == 0 && turns._idle.TryDequeue(out var idle))
                {
                    idle.TrySetResult();
                }
            }
        }
    }
}

/// <summary>A few items of one organisation, to be begun now.</summary>
internal sealed class Turn(OrgLane lane, HeldItem[] items)
{
    private int _taken;

    public OrgLane Lane => lane;

    public IReadOnlyList<HeldItem> Items => items;

    /// <summary>The next of them; each is given once, whoever asks. Null at the end.</summary>
    public HeldItem? TryTake() => Interlocked.Increment(ref _taken) is var taken && taken <= items.Length ? items[taken - 1] : null;
}
