using System.Text.Json;
using Coop.Integrations;

namespace Coop.Engine.Items;

/// <summary>What an item is part of: what its sender says, else its thread.</summary>
internal static class ContextId
{
    public static string? Of(Item item) => Text(item.Data, "spectrum-context-id") ?? Text(item.Data, "spectrum_context_id") ?? Thread(item);

    private static string? Text(JsonElement data, string name) => data.TryGetProperty(name, out var json) && JsonText.TryGetText(json, out var text) ? text : null;

    private static string? Thread(Item item) => item.Type is { Kind: ItemTypeKind.Content, Roles.ThreadId: { } field }
        && item.Values.GetValueOrDefault(field) is [{ Type: ScalarType.RelatedItem } thread]
        ? thread.AsReference().Id
        : null;
}
