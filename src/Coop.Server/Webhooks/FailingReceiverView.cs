using Coop.Engine.Outbox;

namespace Coop.Server.Webhooks;

/// <param name="Receivers">The longest failing first.</param>
internal sealed record FailingReceiversView(IReadOnlyList<FailingReceiverView> Receivers);

/// <param name="Place">Its address without the query.</param>
/// <param name="Down">True from the third failed try in a row on: only one webhook at a time tries whether it is back.</param>
/// <param name="Gone">It answered 410: what is sent to it is not tried again.</param>
/// <param name="FailedTries">Since the last success.</param>
/// <param name="Waiting">Webhooks that wait for it; a count stops at 10000.</param>
/// <param name="GivenUp">Webhooks to it that were given up and can be sent again; a count stops at 10000.</param>
internal sealed record FailingReceiverView(
    string Place, bool Down, bool Gone, DateTimeOffset? FailingSince, int FailedTries, int? LastStatus, string? LastError, int Waiting, int GivenUp)
{
    public static FailingReceiverView Of(FailingReceiver receiver)
    {
        var health = receiver.Health;
        return new FailingReceiverView(
            receiver.Place, health.IsDown, health.IsGone, health.FailingSince, health.Failures, health.LastStatus, health.LastError, receiver.Waiting, receiver.GivenUp);
    }
}
