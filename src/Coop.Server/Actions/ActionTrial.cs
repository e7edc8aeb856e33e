using System.Text;
using Coop.Engine.Actions;
using Coop.Engine.Editing;
using Coop.Engine.Items;
using Coop.Engine.Outbox;
using Coop.Integrations;
using Coop.Server.Webhooks;

namespace Coop.Server.Actions;

/// <param name="Sent">The exact body.</param>
/// <param name="Attempt">What came of it.</param>
internal sealed record TriedWebhook(string Sent, DeliveryAttempt Attempt, TimeSpan Elapsed);

/// <summary>
/// Sends one signed sample of an action's webhook. Nothing is stored, and it is not tried again. Of the answer only the status is told: the address may lead
/// into the server's own network, where what a service says is not for whoever may write actions.
/// </summary>
internal sealed class ActionTrial(ISettingStore<ItemType> types, WebhookPost post, TimeProvider time)
{
    /// <param name="action">A custom action, saved or not.</param>
    public async Task<TriedWebhook> SendAsync(ModerationAction action, CancellationToken cancellationToken)
    {
        var body = WebhookBody.Write(await SampleAsync(action, cancellationToken));
        var id = "test-" + Guid.CreateVersion7(time.GetUtcNow()).ToString("n");
        var started = time.GetTimestamp();
        var attempt = await post.SendAsync(action.OrgId, new OutboxMessage(id, action.Id, new WebhookAddress(action.CallbackUrl!, action.CallbackHeaders), body), cancellationToken);
        return new TriedWebhook(Encoding.UTF8.GetString(body), attempt, time.GetElapsedTime(started));
    }

    private async Task<WebhookContent> SampleAsync(ModerationAction action, CancellationToken cancellationToken)
    {
        var known = await types.ListValuesAsync(action.OrgId, cancellationToken);
        return new WebhookContent
        {
            ItemId = "coop-test-item",
            ItemType = known.FirstOrDefault(type => type.Kind == ItemTypeKind.Content) ?? known[0],
            Rules = [new WebhookRule("coop-test-rule", "Test delivery")],
            ActionId = action.Id,
            StaticBody = action.CallbackBody,
            Parameters = ActionParameterValues.ForRules(action, []),
        };
    }
}
