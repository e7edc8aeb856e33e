using System.Text.Json;
using Coop.Engine.Problems;
using Coop.Engine.Rules;

namespace Coop.Engine.Actions;

/// <summary>What people do with actions.</summary>
public sealed class ActionFeature(IActionStore actions, IRuleStore rules, TimeProvider time)
{
    public Task<IReadOnlyList<ModerationAction>> ListAsync(string orgId, CancellationToken cancellationToken) => actions.ListAsync(orgId, cancellationToken);

    public async Task<Result<ModerationAction>> FindAsync(string orgId, string id, CancellationToken cancellationToken) =>
        await actions.FindAsync(orgId, id, cancellationToken) is { } action ? action : UseProblems.NotFound("action", id);

    public async Task<Result<ModerationAction>> CreateAsync(string orgId, ActionDraft draft, CancellationToken cancellationToken)
    {
        var made = Check(draft, orgId, existing: null);
        return made.TryGet(out var action) ? await actions.SaveAsync(action, cancellationToken) : made;
    }

    public async Task<Result<ModerationAction>> ReplaceAsync(string orgId, string id, ActionDraft draft, CancellationToken cancellationToken)
    {
        if (await actions.FindAsync(orgId, id, cancellationToken) is not { } existing)
        {
            return UseProblems.NotFound("action", id);
        }

        var made = Check(draft, orgId, existing);
        return made.TryGet(out var action) ? await actions.SaveAsync(action, cancellationToken) : made;
    }

    /// <summary>The action as it would be saved, without saving it: to try it first.</summary>
    /// <param name="id">Null for one that is not there yet.</param>
    public async Task<Result<ModerationAction>> PreviewAsync(string orgId, string? id, ActionDraft draft, CancellationToken cancellationToken) =>
        Check(draft, orgId, id is null ? null : await actions.FindAsync(orgId, id, cancellationToken));

    public async Task<Result<ModerationAction>> DeleteAsync(string orgId, string id, CancellationToken cancellationToken)
    {
        if (await actions.FindAsync(orgId, id, cancellationToken) is not { } action)
        {
            return UseProblems.NotFound("action", id);
        }

        var users = await RuleUses.OfAsync(rules, orgId, rule => RuleUses.UsesAction(rule, id), cancellationToken);
        if (users.Count > 0)
        {
            return UseProblems.InUse("action", action.Name, users);
        }

        await actions.DeleteAsync(orgId, id, cancellationToken);
        return action;
    }

    private Result<ModerationAction> Check(ActionDraft draft, string orgId, ModerationAction? existing)
    {
        var check = new InputCheck();
        var name = check.Name(draft.Name, "/name", "The name");
        var type = existing is not null && draft.Type is null ? existing.Type : check.OneOf<ActionType>(draft.Type, "/type", "The type");
        if (existing is not null && type != existing.Type)
        {
            check.Add(InputProblems.Invalid("/type", $"The type of an action cannot change; this one is {WireNames.Of(existing.Type)}. Make a new action."));
        }

        if (draft.Penalty is { } penalty && !Penalties.All.Contains(penalty))
        {
            check.Add(InputProblems.NotOneOf("/penalty", "The penalty", penalty, Penalties.All));
        }

        CheckCallback(draft, type, check);
        var action = new ModerationAction
        {
            Id = existing?.Id ?? Guid.CreateVersion7(time.GetUtcNow()).ToString("n"),
            OrgId = orgId,
            Name = name,
            Description = check.OptionalText(draft.Description, "/description", "The description", 10_000),
            Type = type,
            CallbackUrl = draft.CallbackUrl,
            CallbackHeaders = (draft.CallbackHeaders ?? new Dictionary<string, string?>()).ToDictionary(h => h.Key, h => h.Value ?? ""),
            CallbackBody = draft.CallbackBody is { ValueKind: JsonValueKind.Object } body ? body : null,
            Parameters = draft.Parameters is { } parameters ? ActionParameterRules.Check(parameters, "/parameters", check) : existing?.Parameters ?? [],
            Penalty = draft.Penalty ?? Penalties.None,
        };
        return check.Failed ? check.Problems : action;
    }

    private static void CheckCallback(ActionDraft draft, ActionType type, InputCheck check)
    {
        if (type != ActionType.CustomAction)
        {
            RefuseWhen(draft.CallbackUrl is not null, "/callbackUrl");
            RefuseWhen(draft.CallbackHeaders is { Count: > 0 }, "/callbackHeaders");
            RefuseWhen(draft.CallbackBody is { ValueKind: not JsonValueKind.Null }, "/callbackBody");
            RefuseWhen(draft.Parameters is { Count: > 0 }, "/parameters");
            return;
        }

        if (string.IsNullOrWhiteSpace(draft.CallbackUrl))
        {
            check.Add(InputProblems.Required("/callbackUrl", "The address of the webhook"));
        }
        else if (WebhookHeaders.CheckUrl(draft.CallbackUrl) is { } problem)
        {
            check.Add(problem.Under("/callbackUrl"));
        }

        if (draft.CallbackBody is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null) })
        {
            check.Add(InputProblems.Invalid("/callbackBody", "It must be a JSON object; its members become members of the webhook's 'custom'."));
        }

        foreach (var problem in WebhookHeaders.Check((draft.CallbackHeaders ?? new Dictionary<string, string?>()).Select(h => KeyValuePair.Create(h.Key, h.Value ?? ""))))
        {
            check.Add(problem.Under("/callbackHeaders"));
        }

        void RefuseWhen(bool given, string pointer)
        {
            if (given)
            {
                check.Add(InputProblems.Invalid(pointer, "Only a CUSTOM_ACTION, which is a webhook, has this."));
            }
        }
    }
}
