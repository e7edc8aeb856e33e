using Coop.Engine.Editing;
using Coop.Engine.Problems;

namespace Coop.Tests.Storage;

/// <summary>Settings written straight into their store, for tests that are about something else.</summary>
internal static class Settings
{
    /// <summary>New, or in the place of whatever is there.</summary>
    public static Task<Result<Versioned<T>>> PutAsync<T>(this ISettingStore<T> store, T value, string? expectedVersion = null)
        where T : class, ISetting<T> => store.ChangeAsync(
        new SettingEdit<T> { OrgId = value.OrgId, Id = value.Id, By = "tester", ExpectedVersion = expectedVersion, Change = _ => value }, StoreRoom.Cancel);

    public static Task<Result<Versioned<T>>> RemoveAsync<T>(this ISettingStore<T> store, string orgId, string id, string? expectedVersion = null)
        where T : class, ISetting<T> => store.ChangeAsync(SettingEdit<T>.Delete(orgId, id, "tester", expectedVersion), StoreRoom.Cancel);

    /// <summary>Everything that the examples of rules and policies name.</summary>
    public static async Task FurnishAsync(this StoreRoom room, string orgId = "org-1")
    {
        await room.Get<ISettingStore<Engine.Items.ItemType>>().PutAsync(Examples.ItemType(orgId, "type-1"));
        await room.Get<ISettingStore<Engine.Items.ItemType>>().PutAsync(Examples.ItemType(orgId, "type-2", "Comment"));
        await room.Get<ISettingStore<Engine.Actions.ModerationAction>>().PutAsync(Examples.Action(orgId, "action-1"));
        await room.Get<ISettingStore<Engine.Actions.ModerationAction>>().PutAsync(Examples.Action(orgId, "action-2", "Ban"));
        await room.Get<ISettingStore<Engine.Banks.MatchingBank>>().PutAsync(Examples.Bank(orgId, "bank-1"));
        await room.Get<ISettingStore<Engine.Policies.Policy>>().PutAsync(Examples.Policy(orgId, "policy-0", "All") with { ParentId = null });
        await room.Get<ISettingStore<Engine.Policies.Policy>>().PutAsync(Examples.Policy(orgId, "policy-1"));
    }
}
