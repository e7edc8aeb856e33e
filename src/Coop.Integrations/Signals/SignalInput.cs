using System.Text.Json;

namespace Coop.Integrations;

/// <summary>What a signal is given. Exactly one of <see cref="Value"/> and <see cref="Item"/> is set. Immutable.</summary>
public sealed class SignalInput
{
    /// <summary>The organisation.</summary>
    public required string OrgId { get; init; }

    /// <summary>The signal being run.</summary>
    public required string SignalId { get; init; }

    /// <summary>The value to measure; null when the whole item is.</summary>
    public ScalarValue? Value { get; init; }

    /// <summary>The whole item, for <see cref="SignalInputType.FullItem"/>; null otherwise.</summary>
    public FullItem? Item { get; init; }

    /// <summary>What to match against; not empty when the descriptor needs matching values, null otherwise.</summary>
    public MatchingValues? MatchingValues { get; init; }

    /// <summary>The penalties of the organisation's actions when the descriptor needs them, null otherwise.</summary>
    public IReadOnlyList<ActionPenalty>? ActionPenalties { get; init; }

    /// <summary>The subcategory the condition chose.</summary>
    public string? Subcategory { get; init; }

    /// <summary>The item's id; null when only an identifier is judged.</summary>
    public string? ContentId { get; init; }

    /// <summary>The id of the item's creator, when known.</summary>
    public string? UserId { get; init; }

    /// <summary>What the item is part of: the data member <c>spectrum-context-id</c> or <c>spectrum_context_id</c>, else the id of its thread.</summary>
    public string? ContextId { get; init; }

    /// <summary>The name of the item's type.</summary>
    public string? ContentType { get; init; }

    /// <summary>Fixed arguments of the condition, when it has any: a JSON object.</summary>
    public JsonElement? Args { get; init; }

    /// <summary>Arguments the engine computed, when it has any: a JSON object.</summary>
    public JsonElement? RuntimeArgs { get; init; }

    /// <summary>Names the signal and organisation, never the content.</summary>
    public override string ToString() => $"SignalInput {{ {SignalId}, org {OrgId} }}";
}

/// <summary>Penalties attached to an action under a policy.</summary>
/// <param name="ActionId">The action.</param>
/// <param name="PolicyId">The policy.</param>
/// <param name="Penalties">The penalties.</param>
public sealed record ActionPenalty(string ActionId, string PolicyId, IReadOnlyList<string> Penalties);
