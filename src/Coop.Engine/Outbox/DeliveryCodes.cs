using System.ComponentModel;
using Coop.Engine.Problems;

namespace Coop.Engine.Outbox;

[DisplayName("Deliveries")]
public static class DeliveryCodes
{
    public static ProblemCode ActionGone { get; } = new(
        "delivery.action-gone", "The action of this webhook was deleted, or sends no webhooks any more: there is nowhere to send it to.", "Take another action by hand.");

    public static ProblemCode Delivered { get; } = new(
        "delivery.delivered", "The receiver has taken the webhook, and its bytes are not kept any longer.", "Nothing: it has arrived.");

    public static ProblemCode NothingToSend { get; } = new(
        "delivery.nothing-to-send", "No webhook is kept for this execution: its action sent none, or it is older than deliveries are kept.", "Take the action again by hand.");
}
