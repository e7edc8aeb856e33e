namespace Coop.Engine.Outbox;

/// <summary>An address of one organisation's webhooks that has some waiting. Organisations that send to the same address have a receiver each.</summary>
/// <param name="Place"><see cref="WebhookAddress.Place"/>.</param>
/// <param name="DueIn">Until the first of them is due; zero or less when it is.</param>
public sealed record WaitingReceiver(long Key, string OrgId, string Place, TimeSpan DueIn, bool IsDown);

/// <param name="Most">How many of this receiver's webhooks at most.</param>
public sealed record ReceiverShare(long Receiver, int Most);
