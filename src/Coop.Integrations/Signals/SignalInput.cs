using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Coop.Integrations;

/// <summary>What a signal is given. Exactly one of <see cref="Value"/> and <see cref="Item"/> is set. Immutable.</summary>
public sealed class SignalInput
{
    private readonly AskedPart _asked;
    private readonly GivenPart _given;

    /// <summary>An input of its own, for an author's tests.</summary>
    public SignalInput() => (_asked, _given) = (new AskedPart(), new GivenPart());

    /// <summary>Both parts are shared with other inputs: nothing of them may be set any more.</summary>
    [SetsRequiredMembers]
    internal SignalInput(AskedPart asked, GivenPart given)
    {
        (_asked, _given) = (asked, given);
        Debug.Assert(OrgId is not null && SignalId is not null, "What a condition asks has both.");
    }

    /// <summary>The organisation.</summary>
    public required string OrgId { get => _asked.OrgId; init => _asked.OrgId = value; }

    /// <summary>The signal being run.</summary>
    public required string SignalId { get => _asked.SignalId; init => _asked.SignalId = value; }

    /// <summary>The value to measure; null when the whole item is.</summary>
    public ScalarValue? Value { get => _given.Value; init => _given.Value = value; }

    /// <summary>The whole item, for <see cref="SignalInputType.FullItem"/>; null otherwise.</summary>
    public FullItem? Item { get => _given.Item; init => _given.Item = value; }

    /// <summary>What to match against; not empty when the descriptor needs matching values, null otherwise.</summary>
    public MatchingValues? MatchingValues { get => _asked.MatchingValues; init => _asked.MatchingValues = value; }

    /// <summary>The penalties of the organisation's actions when the descriptor needs them, null otherwise.</summary>
    public IReadOnlyList<ActionPenalty>? ActionPenalties { get => _asked.ActionPenalties; init => _asked.ActionPenalties = value; }

    /// <summary>The subcategory the condition chose.</summary>
    public string? Subcategory { get => _asked.Subcategory; init => _asked.Subcategory = value; }

    /// <summary>The item's id; null when only an identifier is judged.</summary>
    public string? ContentId { get => _given.ContentId; init => _given.ContentId = value; }

    /// <summary>The id of the item's creator, when known.</summary>
    public string? UserId { get => _given.UserId; init => _given.UserId = value; }

    /// <summary>What the item is part of: the data member <c>spectrum-context-id</c> or <c>spectrum_context_id</c>, else the id of its thread.</summary>
    public string? ContextId { get => _given.ContextId; init => _given.ContextId = value; }

    /// <summary>The name of the item's type.</summary>
    public string? ContentType { get => _given.ContentType; init => _given.ContentType = value; }

    /// <summary>Fixed arguments of the condition, when it has any: a JSON object.</summary>
    public JsonElement? Args { get => _asked.Args; init => _asked.Args = value; }

    /// <summary>Names the signal and organisation, never the content.</summary>
    public override string ToString() => $"SignalInput {{ {SignalId}, org {OrgId} }}";
}

/// <summary>Penalties attached to an action under a policy.</summary>
/// <param name="ActionId">The action.</param>
/// <param name="PolicyId">The policy.</param>
/// <param name="Penalties">The penalties.</param>
public sealed record ActionPenalty(string ActionId, string PolicyId, IReadOnlyList<string> Penalties);
