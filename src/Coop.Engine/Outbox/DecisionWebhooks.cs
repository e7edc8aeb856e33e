using Coop.Engine.Actions;
using Coop.Engine.Deciding;
using Coop.Engine.Items;
using Coop.Engine.Policies;
using Coop.Integrations;

namespace Coop.Engine.Outbox;

/// <summary>The webhooks a decision sets going, ready to be stored beside it.</summary>
public static class DecisionWebhooks
{
    /// <summary>One for each custom action that has somewhere to go. It names every rule that set the action going and the policies of exactly those rules.</summary>
    /// <param name="actions">The organisation's actions by id.</param>
    /// <param name="policies">The organisation's policies by id; one that is gone is left out of the body.</param>
    public static IReadOnlyList<OutboxMessage> Of(
        Decision decision, Item item, IReadOnlyDictionary<string, ModerationAction> actions, IReadOnlyDictionary<string, Policy> policies)
    {
        var names = decision.Rules.ToDictionary(rule => rule.RuleId, rule => rule.RuleName, StringComparer.Ordinal);
        List<OutboxMessage> messages = [];
        foreach (var triggered in decision.Actions)
        {
            if (triggered.Type == ActionType.CustomAction && actions.GetValueOrDefault(triggered.ActionId) is { CallbackUrl: { } url } action)
            {
                var body = WebhookBody.Write(new WebhookContent
                {
                    ItemId = item.Id,
                    ItemType = item.Type,
                    Policies = [.. triggered.PolicyIds.Select(policies.GetValueOrDefault).OfType<Policy>()],
                    Rules = [.. triggered.RuleIds.Select(id => new WebhookRule(id, names.GetValueOrDefault(id, id)))],
                    ActionId = action.Id,
                    StaticBody = action.CallbackBody,
                    Parameters = triggered.Parameters,
                    Creator = item.Type.Kind == ItemTypeKind.User ? new ItemReference(item.Id, item.Type.Id) : item.Creator,
                });
                messages.Add(new OutboxMessage(triggered.ExecutionId, action.Id, new WebhookAddress(url, action.CallbackHeaders), body));
            }
        }

        return messages;
    }
}
