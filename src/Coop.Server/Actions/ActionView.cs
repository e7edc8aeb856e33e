using System.Text.Json;
using Coop.Engine.Actions;

namespace Coop.Server.Actions;

internal sealed record ActionListView(IReadOnlyList<ActionView> Actions);

internal sealed record ActionView(
    string Id, string Name, string? Description, ActionType Type, string? CallbackUrl, IReadOnlyDictionary<string, string> CallbackHeaders, JsonElement? CallbackBody,
    IReadOnlyList<ActionParameter> Parameters, string Penalty)
{
    public static ActionView Of(ModerationAction action) => new(
        action.Id, action.Name, action.Description, action.Type, action.CallbackUrl, action.CallbackHeaders, action.CallbackBody, action.Parameters, action.Penalty);
}
