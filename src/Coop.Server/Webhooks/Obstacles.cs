using System.Collections.Concurrent;
using Coop.Engine.Outbox;

namespace Coop.Server.Webhooks;

/// <summary>
/// Webhooks with a header whose value cannot be decrypted. Sent without it they would be refused, or worse, taken without what the receiver asks for, so they are not sent. That is a
/// failed try like a receiver's refusal, which heals only when somebody puts something right: with the cause on the page, less often, for three days, and kept to be sent again after
/// that. Tried for ever like an outage it would be shown to nobody, and ended at once it would be lost to a key that is put back an hour later. The log says it once for an action.
/// </summary>
internal sealed partial class Obstacles(ILogger<Obstacles> logger)
{
    private readonly ConcurrentDictionary<(string OrgId, string ActionId), bool> _told = new();

    /// <returns>Null when it can be sent.</returns>
    public DeliveryAttempt? Find(string orgId, OutboxMessage message)
    {
        var action = (orgId, message.ActionId);
        var obstacle = message.Address.Obstacle ?? Lost(message.Address);
        if (obstacle is null)
        {
            if (!_told.IsEmpty && _told.TryRemove(action, out _))
            {
                LogOver(message.ActionId, orgId);
            }

            return null;
        }

        if (_told.TryAdd(action, true))
        {
            LogMet(message.ActionId, orgId, obstacle);
        }

        return new DeliveryAttempt(DeliveryVerdict.Refused, null, $"Not sent. {obstacle}", WasSent: false);
    }

    /// <summary>An action is not saved with an empty value: it is what is left of one that could not be decrypted.</summary>
    private static string? Lost(WebhookAddress address) => address.Headers.FirstOrDefault(header => header.Value.Length == 0).Key is { } name
        ? $"The value of the header '{name}' could not be decrypted when this webhook was made: its key is missing. Give the action its value anew and send this again."
        : null;

    [LoggerMessage(Level = LogLevel.Error, Message = "Webhooks of action {ActionId} of organisation {OrgId} are not sent, and tried again as when a receiver refuses them. {Obstacle}")]
    private partial void LogMet(string actionId, string orgId, string obstacle);

    [LoggerMessage(Level = LogLevel.Information, Message = "Over: webhooks of action {ActionId} of organisation {OrgId} are sent again")]
    private partial void LogOver(string actionId, string orgId);
}
