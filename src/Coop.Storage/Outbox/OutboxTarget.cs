using Coop.Engine.Outbox;

namespace Coop.Storage.Outbox;

/// <summary>A target as webhooks are sent to it.</summary>
internal sealed record OutboxTarget(long Key, long Receiver, string OrgId, string ActionId, WebhookAddress Address)
{
    public bool IsAt(WebhookAddress address) =>
        Address.Url == address.Url
        && Address.Headers.Count == address.Headers.Count
        && Address.Headers.All(header => address.Headers.TryGetValue(header.Key, out var value) && value == header.Value);
}
