using Coop.Engine.Outbox;

namespace Coop.Server.Webhooks;

/// <summary>
/// One lane for each receiver (host and port): a few deliveries at once, the rest in line behind them. A receiver whose lane is full is passed over
/// by the next claims, so a slow one holds back nobody but itself.
/// </summary>
internal sealed class ReceiverLanes(int perHost, Func<OutboxDelivery, Task> send)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LaneState> _lanes = new(StringComparer.Ordinal);
    private TaskCompletionSource _freed = New();

    /// <summary>Deliveries under way and in line.</summary>
    public IReadOnlyCollection<OutboxDelivery> Held
    {
        get
        {
            lock (_gate)
            {
                return [.. _lanes.Values.SelectMany(lane => lane.All)];
            }
        }
    }

    /// <summary>The receivers that can take no more now.</summary>
    public IReadOnlyCollection<string> Full
    {
        get
        {
            lock (_gate)
            {
                return [.. _lanes.Where(lane => lane.Value.Count >= perHost).Select(lane => lane.Key)];
            }
        }
    }

    /// <summary>Completes when a delivery has ended that had not when it was asked for.</summary>
    public Task Freed
    {
        get
        {
            lock (_gate)
            {
                return _freed.Task;
            }
        }
    }

    public void Add(OutboxDelivery delivery)
    {
        lock (_gate)
        {
            if (!_lanes.TryGetValue(delivery.Host, out var lane))
            {
                _lanes.Add(delivery.Host, lane = new LaneState());
            }

            if (lane.Running.Count >= perHost)
            {
                lane.Waiting.Enqueue(delivery);
                return;
            }

            lane.Running.Add(delivery, RunAsync(lane, delivery));
        }
    }

    /// <summary>Lets go of what has not begun and waits for what has.</summary>
    public Task DrainAsync()
    {
        lock (_gate)
        {
            foreach (var lane in _lanes.Values)
            {
                lane.Waiting.Clear();
            }

            return Task.WhenAll(_lanes.Values.SelectMany(lane => lane.Running.Values));
        }
    }

    private async Task RunAsync(LaneState lane, OutboxDelivery delivery)
    {
        // The caller holds the gate.
        await Task.Yield();
        try
        {
            await send(delivery);
        }
        finally
        {
            Release(lane, delivery);
        }
    }

    private void Release(LaneState lane, OutboxDelivery delivery)
    {
        TaskCompletionSource freed;
        lock (_gate)
        {
            lane.Running.Remove(delivery);
            if (lane.Waiting.TryDequeue(out var next))
            {
                lane.Running.Add(next, RunAsync(lane, next));
            }
            else if (lane.Count == 0)
            {
                _lanes.Remove(delivery.Host);
            }

            (freed, _freed) = (_freed, New());
        }

        freed.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class LaneState
    {
        public Dictionary<OutboxDelivery, Task> Running { get; } = new(ReferenceEqualityComparer.Instance);

        public Queue<OutboxDelivery> Waiting { get; } = new();

        public int Count => Running.Count + Waiting.Count;

        public IEnumerable<OutboxDelivery> All => Running.Keys.Concat(Waiting);
    }
}
