using System.Text;
using Coop.Engine.Actions;
using Coop.Engine.Items;
using Coop.Integrations;
using Coop.Server.Webhooks;

namespace Coop.Server.Actions;

/// <param name="Sent">The exact body.</param>
/// <param name="Attempt">What came of it.</param>
/// <param name="Answer">The beginning of what the receiver said; empty when it said nothing.</param>
internal sealed record TriedWebhook(string Sent, DeliveryAttempt Attempt, string Answer, TimeSpan Elapsed);

/// <summary>Sends one signed sample of an action's webhook. Nothing is stored, and it is not tried again.</summary>
internal sealed class ActionTrial(IItemTypeStore types, WebhookPost post, TimeProvider time)
{
    private const int MostOfAnswer = 4096;

    /// <param name="action">A custom action, saved or not.</param>
    public async Task<TriedWebhook> SendAsync(ModerationAction action, CancellationToken cancellationToken)
    {
        var body = WebhookBody.Write(await SampleAsync(action, cancellationToken));
        var id = "test-" + Guid.CreateVersion7(time.GetUtcNow()).ToString("n");
        var delivery = new OutboxDelivery(id, action.OrgId, action.Id, 1, "", action.CallbackUrl!, action.CallbackHeaders, body);
        var answer = "";
        var started = time.GetTimestamp();
        var outcome = await post.SendAsync(delivery, async (response, cancel) => answer = await BeginningAsync(response, cancel), cancellationToken);
        return new TriedWebhook(Encoding.UTF8.GetString(body), outcome.Attempt, answer, time.GetElapsedTime(started));
    }

    private async Task<WebhookContent> SampleAsync(ModerationAction action, CancellationToken cancellationToken)
    {
        var known = await types.ListAsync(action.OrgId, cancellationToken);
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

    private static async Task<string> BeginningAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MostOfAnswer];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, length).Replace('\0', ' ').Trim();
    }
}
