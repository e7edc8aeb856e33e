using Coop.Engine.Actions;
using Coop.Engine.People;
using Coop.Server.Settings;

namespace Coop.Server.Actions;

internal static class ActionEndpoints
{
    public static void MapActions(this IEndpointRouteBuilder admin) => admin.MapSettings<ActionFeature, ModerationAction, ActionDraft, ActionView, ActionListView>(new()
    {
        Path = "actions",
        Tag = "Actions",
        One = "an action",
        Many = "actions",
        See = Permission.ManageOrg,
        Change = Permission.ManageOrg,
        View = ActionView.Of,
        List = all => new ActionListView(all),
        IdOf = action => action.Id,
        AboutCreating = "A CUSTOM_ACTION is a signed webhook; the others mark for review. The review queue comes in a later version.",
        AboutReplacing = "The type stays. Parameters that are left out stay; [] clears them.",
        AboutDeleting = "Refused while a rule takes it.",
    });
}
