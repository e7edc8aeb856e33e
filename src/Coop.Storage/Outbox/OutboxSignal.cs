using Coop.Storage.Writing;

namespace Coop.Storage.Outbox;

/// <summary>Set by who writes decisions, awaited by who sends webhooks.</summary>
internal sealed class OutboxSignal(TimeProvider time)
{
    public WorkSignal Work { get; } = new(time);
}
