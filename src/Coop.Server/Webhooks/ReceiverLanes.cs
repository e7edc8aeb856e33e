using Coop.Engine.Outbox;

namespace Coop.Server.Webhooks;

/// <summary>What is being sent. It says whose turn is next by <see cref="SendingTurns"/>, and when a place is free again.</summary>
internal sealed class ReceiverLanes(SendingTurns turns, Func<OutboxDelivery, Task> send)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<OutboxDelivery, Task> _running = new(ReferenceEqualityComparer.Instance);
    private TaskCompletionSource _freed = New();

    public IReadOnlyCollection<OutboxDelivery> Held
    {
        get
        {
            lock (_gate)
            {
                return [.. _running.Keys];
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

    public IReadOnlyList<ReceiverShare> Next(IReadOnlyList<WaitingReceiver> waiting) => turns.Next(waiting);

    public void Add(OutboxDelivery delivery)
    {
        turns.Take(delivery);
        lock (_gate)
        {
            _running.Add(delivery, RunAsync(delivery));
        }
    }

    public Task DrainAsync()
    {
        lock (_gate)
        {
            return Task.WhenAll(_running.Values);
        }
    }

    private async Task RunAsync(OutboxDelivery delivery)
    {
        // The caller holds the gate.
        await Task.Yield();
        try
        {
            await send(delivery);
        }
        finally
        {
            turns.Leave(delivery);
            Release(delivery);
        }
    }

    private void Release(OutboxDelivery delivery)
    {
        TaskCompletionSource freed;
        lock (_gate)
        {
            _running.Remove(delivery);
            (freed, _freed) = (_freed, New());
        }

        freed.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
