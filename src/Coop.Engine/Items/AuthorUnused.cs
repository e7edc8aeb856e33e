using Coop.Engine.Editing;
using Coop.Engine.Uses;

namespace Coop.Engine.Items;

/// <summary>Nobody looks at who made an item of the type, and nobody takes an action about them.</summary>
/// <param name="Field">The one that says who it is.</param>
public sealed record AuthorUnused(string ItemTypeId, string Field) : Guard
{
    public Unused Part => new(new SettingRef(SettingKind.ItemAuthor, ItemTypeId), Field, "/roles/creatorId");
}
