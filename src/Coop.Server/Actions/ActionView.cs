using System.Text.Json;
using Coop.Engine;
using Coop.Engine.Actions;
using Coop.Engine.Editing;

namespace Coop.Server.Actions;

internal sealed record ActionListView(IReadOnlyList<ActionView> Actions);

/// <param name="CallbackHeaders">Their names; values are often credentials, so each is shown as its mask, which sent back keeps it.</param>
/// <param name="Version">New with every change, and never had before.</param>
internal sealed record ActionView(
    string Id, string Name, string? Description, ActionType Type, string? CallbackUrl, IReadOnlyDictionary<string, JsonElement> CallbackHeaders, JsonElement? CallbackBody,
    IReadOnlyList<ActionParameter> Parameters, string Penalty, string Version)
{
    public static ActionView Of(Versioned<ModerationAction> read)
    {
        var action = read.Value;
        return new(
            action.Id, action.Name, action.Description, action.Type, action.CallbackUrl, action.CallbackHeaders.ToDictionary(header => header.Key, _ => SecretMask.Json), action.CallbackBody,
            action.Parameters, action.Penalty, read.Version);
    }
}
