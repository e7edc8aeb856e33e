namespace Coop.Engine.Review;

/// <summary>What of a decision asks for a person.</summary>
/// <param name="ExecutionId">The execution of the action that asks; null when rules do.</param>
/// <param name="RuleIds">On behalf of which rules.</param>
/// <param name="Reason">Why, in words; null when the action says it all.</param>
public sealed record ReviewJob(ReviewJobKind Kind, string? ExecutionId, IReadOnlyList<string> RuleIds, IReadOnlyList<string> PolicyIds, string? Reason);

/// <summary>Why, and about whom, a person is asked.</summary>
public enum ReviewJobKind
{
    Item,
    Author,
    ChildSafety,

    /// <summary>Rules could not find out and want a person to look. At most one job of a decision, for all of them.</summary>
    UnknownOutcome,
}
