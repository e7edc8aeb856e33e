using System.Text.Json;
using Coop.Engine.Editing;
using Coop.Engine.People;
using Coop.Engine.Problems;
using Coop.Engine.Uses;

namespace Coop.Engine.Actions;

/// <summary>What people do with actions.</summary>
public sealed class ActionFeature(ISettingStore<ModerationAction> actions, IUses uses, TimeProvider time) : ISettingFeature<ModerationAction, ActionDraft>
{
    public const int LongestBody = 100_000;

    public Task<IReadOnlyList<Versioned<ModerationAction>>> ListAsync(string orgId, CancellationToken cancellationToken) => actions.ListAsync(orgId, cancellationToken);

    public async Task<Result<Versioned<ModerationAction>>> FindAsync(string orgId, string id, CancellationToken cancellationToken) =>
        await actions.FindAsync(orgId, id, cancellationToken) is { } action ? action : UseProblems.NotFound("action", id);

    /// <summary>By the id of the action, the rules that take it.</summary>
    public Task<ILookup<string, Use>> UsedByAsync(string orgId, CancellationToken cancellationToken) => uses.OfAllAsync(orgId, SettingKind.Action, cancellationToken);

    public async Task<Result<Versioned<ModerationAction>>> CreateAsync(Actor actor, ActionDraft draft, CancellationToken cancellationToken)
    {
        var made = Check(draft, NewId(), actor.OrgId, existing: null);
        return made.TryGet(out var action)
            ? await actions.ChangeAsync(SettingEdit<ModerationAction>.Create(actor.PersonId, action), cancellationToken)
            : Result<Versioned<ModerationAction>>.Refused(made.Problems);
    }

    /// <summary>What is kept of the headers is kept of those that are there when it is written, and only when the address still is the one they are for.</summary>
    public Task<Result<Versioned<ModerationAction>>> ReplaceAsync(Actor actor, string id, ActionDraft draft, string? expectedVersion, CancellationToken cancellationToken) =>
        actions.ChangeAsync(
            SettingEdit<ModerationAction>.Replace(actor.OrgId, id, actor.PersonId, expectedVersion ?? draft.Version, now => Check(draft, id, actor.OrgId, now.Value)), cancellationToken);

    /// <summary>The action as it would be saved, without saving it: to try it first.</summary>
    /// <param name="id">Null for one that is not there yet.</param>
    public async Task<Result<ModerationAction>> PreviewAsync(string orgId, string? id, ActionDraft draft, CancellationToken cancellationToken) =>
        Check(draft, id ?? NewId(), orgId, id is null ? null : await actions.FindValueAsync(orgId, id, cancellationToken));

    public Task<Result<Versioned<ModerationAction>>> DeleteAsync(Actor actor, string id, string? expectedVersion, CancellationToken cancellationToken) =>
        actions.ChangeAsync(SettingEdit<ModerationAction>.Delete(actor.OrgId, id, actor.PersonId, expectedVersion), cancellationToken);

    private string NewId() => Guid.CreateVersion7(time.GetUtcNow()).ToString("n");

    private static Result<ModerationAction> Check(ActionDraft draft, string id, string orgId, ModerationAction? existing)
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

        var headers = Headers(draft, existing);
        CheckCallback(draft, type, headers, existing, check);
        var action = new ModerationAction
        {
            Id = id,
            OrgId = orgId,
            Name = name,
            Description = check.OptionalText(draft.Description, "/description", "The description", 10_000),
            Type = type,
            CallbackUrl = draft.CallbackUrl,
            CallbackHeaders = headers,
            CallbackBody = draft.CallbackBody is { ValueKind: JsonValueKind.Object } body ? body : null,
            Parameters = draft.Parameters is { } parameters ? ActionParameterRules.Check(parameters, "/parameters", check) : existing?.Parameters ?? [],
            Penalty = draft.Penalty ?? Penalties.None,
        };
        return check.Failed ? check.Problems : action;
    }

    /// <summary>A value sent back as its mask is the saved one; what is no text has none.</summary>
    private static Dictionary<string, string> Headers(ActionDraft draft, ModerationAction? existing) => (draft.CallbackHeaders ?? new Dictionary<string, JsonElement>()).ToDictionary(
        header => header.Key,
        header => header.Value.ValueKind == JsonValueKind.String ? header.Value.GetString()!
            : SecretMask.Is(header.Value) ? existing?.CallbackHeaders.GetValueOrDefault(header.Key) ?? ""
            : "");

    private static void CheckCallback(ActionDraft draft, ActionType type, Dictionary<string, string> headers, ModerationAction? existing, InputCheck check)
    {
        if (type != ActionType.CustomAction)
        {
            RefuseWhen(draft.CallbackUrl is not null, "/callbackUrl");
            RefuseWhen(headers.Count > 0, "/callbackHeaders");
            RefuseWhen(draft.CallbackBody is { ValueKind: not JsonValueKind.Null }, "/callbackBody");
            RefuseWhen(draft.Parameters is { Count: > 0 }, "/parameters");
            return;
        }

        if (string.IsNullOrWhiteSpace(draft.CallbackUrl))
        {
            check.Add(InputProblems.Required("/callbackUrl", "The address of the webhook"));
        }
        else if (draft.CallbackUrl.Length > WebhookHeaders.LongestUrl)
        {
            check.Add(InputProblems.TooLong("/callbackUrl", "The address", WebhookHeaders.LongestUrl));
        }
        else if (!NameText.IsWholly(draft.CallbackUrl))
        {
            check.Add(InputProblems.Invalid("/callbackUrl", "The address has a character that nobody sees or that turns text around, such as one that came along when it was copied. Type it anew, or write such a character as %-code."));
        }
        else if (WebhookHeaders.CheckUrl(draft.CallbackUrl) is { } problem)
        {
            check.Add(problem.Under("/callbackUrl"));
        }
        else if (existing?.CallbackUrl is { } saved && !WebhookHeaders.IsSamePlace(saved, draft.CallbackUrl))
        {
            // Otherwise whoever may write actions could read what nobody is shown: by sending it to themselves.
            foreach (var (header, _) in (draft.CallbackHeaders ?? new Dictionary<string, JsonElement>()).Where(header => SecretMask.Is(header.Value) && existing.CallbackHeaders.ContainsKey(header.Key)))
            {
                check.Add(WebhookProblems.HeaderElsewhere(header).Under("/callbackHeaders"));
            }
        }

        if (draft.CallbackBody is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null) })
        {
            check.Add(InputProblems.Invalid("/callbackBody", "It must be a JSON object; its members become members of the webhook's 'custom'."));
        }
        else if (draft.CallbackBody is { } body)
        {
            CheckBody(body, check);
        }

        foreach (var problem in WebhookHeaders.Check(headers))
        {
            check.Add(problem.Under("/callbackHeaders"));
        }

        static void CheckBody(JsonElement body, InputCheck check)
        {
            if (KeepableJson.Mistake(body) is { } mistake)
            {
                check.Add(InputProblems.Invalid("/callbackBody", mistake + "."));
            }
            else if (body.GetRawText().Length > LongestBody)
            {
                check.Add(InputProblems.TooLong("/callbackBody", "The body", LongestBody));
            }
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
