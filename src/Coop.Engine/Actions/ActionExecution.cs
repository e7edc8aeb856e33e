namespace Coop.Engine.Actions;

/// <summary>One taking of one action. Its id is the idempotency key the receiver sees.</summary>
public sealed record ActionExecution
{
    public required string Id { get; init; }

    public required string OrgId { get; init; }

    public required string ActionId { get; init; }

    public required string DecisionId { get; init; }

    public required ActionExecutionState State { get; init; }

    /// <summary>Deliveries tried so far.</summary>
    public int Attempts { get; init; }

    public DateTimeOffset? NextAttemptAt { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>The HTTP status of the last try; null when there was none.</summary>
    public int? LastStatus { get; init; }

    public string? LastError { get; init; }
}

public enum ActionExecutionState
{
    /// <summary>Waiting for its first or next delivery.</summary>
    Pending,

    /// <summary>The receiver said yes, or the review job is there.</summary>
    Delivered,

    /// <summary>Given up after the last try.</summary>
    Failed,
}
