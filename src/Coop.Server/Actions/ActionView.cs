using System.Text.Json;
using Coop.Engine;
using Coop.Engine.Actions;

namespace Coop.Server.Actions;

internal sealed record ActionListView(IReadOnlyList<ActionView> Actions);

/// <param name="CallbackHeaders">Their names; values are often credentials, so each is shown as its mask, which sent back keeps it.</param>
internal sealed record ActionView(
    string Id, string Name, string? Description, ActionType Type, string? CallbackUrl, IReadOnlyDictionary<string, JsonElement> CallbackHeaders, JsonElement? CallbackBody,
    IReadOnlyList<ActionParameter> Parameters, string Penalty)
{
    public static ActionView Of(ModerationAction action) => new(
        action.Id, action.Name, action.Description, action.Type, action.CallbackUrl, action.CallbackHeaders.ToDictionary(header => header.Key, _ => SecretMask.Json), action.CallbackBody, action.Parameters, action.Penalty);
}
