using Coop.Engine.Items;
using Coop.Engine.People;
using Coop.Server.Settings;

namespace Coop.Server.Items;

internal static class ItemTypeEndpoints
{
    public static void MapItemTypes(this IEndpointRouteBuilder admin) => admin.MapSettings<ItemTypeFeature, ItemType, ItemTypeDraft, ItemTypeView, ItemTypeListView>(new()
    {
        Path = "item-types",
        Tag = "Item types",
        One = "an item type",
        Many = "item types",
        See = Permission.ViewRulesDashboard,
        Change = Permission.ManageOrg,
        View = ItemTypeView.Of,
        List = all => new ItemTypeListView(all),
        IdOf = type => type.Id,
        AboutReplacing = "Makes a new version. The kind stays.",
        AboutDeleting = "Refused while a rule uses it, and for the default user type.",
    });
}
