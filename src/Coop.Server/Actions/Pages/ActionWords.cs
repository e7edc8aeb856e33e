using Coop.Engine.Actions;
using Coop.Server.Decisions.Pages;
using Coop.Server.Web.Parts;

namespace Coop.Server.Actions.Pages;

/// <summary>The words of actions and their deliveries as people read them.</summary>
internal static class ActionWords
{
    public static string Of(ActionType type) => type switch
    {
        ActionType.CustomAction => "Webhook",
        ActionType.EnqueueToMrt => "Review of the item",
        ActionType.EnqueueAuthorToMrt => "Review of the author",
        _ => "Child safety review",
    };

    public static string About(ActionType type) => type switch
    {
        ActionType.CustomAction => "Calls your platform, which then does what the action says.",
        ActionType.EnqueueToMrt => "Marks the item for review. " + DecisionWords.NoQueueYet,
        ActionType.EnqueueAuthorToMrt => "Marks whoever made the item for review. " + DecisionWords.NoQueueYet,
        _ => "Marks the item for a child safety review. " + DecisionWords.NoQueueYet,
    };

    public static string Of(ActionParameterType type) => type switch
    {
        ActionParameterType.String => "Text",
        ActionParameterType.Number => "Number",
        ActionParameterType.Boolean => "Yes or no",
        ActionParameterType.Select => "One of a list",
        _ => "Some of a list",
    };

    public static (string Text, Tone Tone) Of(ActionExecution execution) => execution.State switch
    {
        ActionExecutionState.Delivered => ("Delivered", Tone.Good),
        ActionExecutionState.Failed => ("Given up", Tone.Bad),
        _ when execution.Attempts > 0 => ("Trying again", Tone.Warn),
        _ => ("Waiting", Tone.Calm),
    };
}
