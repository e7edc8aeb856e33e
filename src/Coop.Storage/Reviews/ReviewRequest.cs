using Coop.Engine.Actions;
using Coop.Engine.Deciding;

namespace Coop.Storage.Reviews;

/// <summary>What of a decision asks for a person.</summary>
/// <param name="ExecutionId">The execution of the action that asks; null when a rule does.</param>
internal sealed record ReviewRequest(
    ReviewJobKind Kind, string? ExecutionId, IReadOnlyList<string> RuleIds, IReadOnlyList<string> PolicyIds, string? Reason)
{
    /// <returns>Null for actions that are no review.</returns>
    public static ReviewRequest? Of(TriggeredAction action) => action.Type switch
    {
        ActionType.EnqueueToMrt => Of(ReviewJobKind.Item, action),
        ActionType.EnqueueAuthorToMrt => Of(ReviewJobKind.Author, action),
        ActionType.EnqueueToNcmec => Of(ReviewJobKind.ChildSafety, action),
        _ => null,
    };

    private static ReviewRequest Of(ReviewJobKind kind, TriggeredAction action) => new(kind, action.ExecutionId, action.RuleIds, action.PolicyIds, null);
}
