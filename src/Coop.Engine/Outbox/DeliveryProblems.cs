using Coop.Engine.Problems;

namespace Coop.Engine.Outbox;

/// <summary>Codes of refused wishes about deliveries.</summary>
public static class DeliveryProblems
{
    public static Problem NotFound(string executionId) => UseProblems.NotFound("delivery", executionId);

    public static Problem ActionGone(string executionId) => new(
        DeliveryCodes.ActionGone, ProblemKind.Conflict, "The action is gone",
        $"The webhook '{executionId}' is not sent again: its action was deleted, or sends no webhooks any more, so there is nowhere to send it to.");

    public static Problem Delivered(string executionId) => new(
        DeliveryCodes.Delivered, ProblemKind.Conflict, "Already delivered",
        $"The receiver has taken the webhook '{executionId}'. Its bytes are not kept any longer and it is not sent again.");

    public static Problem NothingKept(string executionId) => new(
        DeliveryCodes.NothingToSend, ProblemKind.Conflict, "Nothing to send",
        $"There is no webhook kept for '{executionId}': its action sent none, or it was kept for as long as deliveries are.");
}
