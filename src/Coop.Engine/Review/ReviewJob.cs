namespace Coop.Engine.Review;

/// <summary>What of a decision asks for a person.</summary>
/// <param name="ExecutionId">The execution of the action that asks; null when a rule does.</param>
/// <param name="RuleIds">On behalf of which rules.</param>
/// <param name="Reason">Why, in words; null when the action says it all.</param>
public sealed record ReviewJob(ReviewJobKind Kind, string? ExecutionId, IReadOnlyList<string> RuleIds, IReadOnlyList<string> PolicyIds, string? Reason);

/// <summary>Why, and about whom, a person is asked.</summary>
public enum ReviewJobKind
{
    Item,
    Author,
    ChildSafety,

    /// <summary>A rule could not find out and wants a person to look.</summary>
    UnknownOutcome,
}
