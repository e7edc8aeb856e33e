using System.Text.Json;
using Coop.Engine.Items;
using Coop.Engine.Policies;
using Coop.Integrations;

namespace Coop.Engine.Outbox;

/// <summary>What a webhook tells its receiver. What is null stays out of the body.</summary>
public sealed record WebhookContent
{
    public required string ItemId { get; init; }

    public required ItemType ItemType { get; init; }

    public IReadOnlyList<Policy> Policies { get; init; } = [];

    public IReadOnlyList<WebhookRule> Rules { get; init; } = [];

    public required string ActionId { get; init; }

    /// <summary>The action's own members of <c>custom</c>: a JSON object, or null.</summary>
    public JsonElement? StaticBody { get; init; }

    /// <summary>The values given to the action's parameters: a JSON object, or null. They win over <see cref="StaticBody"/>.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>Who made the item, or the user itself when the item is one.</summary>
    public ItemReference? Creator { get; init; }
}

public sealed record WebhookRule(string Id, string Name);
