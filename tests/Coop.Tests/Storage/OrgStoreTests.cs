using Coop.Engine.Actions;
using Coop.Engine.ApiKeys;
using Coop.Engine.Editing;
using Coop.Engine.Items;
using Coop.Engine.Orgs;
using Coop.Engine.Problems;
using Coop.Engine.Rules;
using Coop.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace Coop.Tests.Storage;

public sealed class OrgStoreTests
{
    [Fact]
    public async Task An_organisation_is_created_with_all_it_starts_with()
    {
        await using var room = await StoreRoom.OpenAsync();
        var org = Examples.NewOrg("org-1", new FirstUser("user-1", "Anna@Example.com", "hash")) with
        {
            ApiKeys = [Examples.ApiKey("org-1")],
            ItemTypes = [Examples.ItemType("org-1")],
            Actions = [Examples.Action("org-1")],
        };

        var created = await room.Get<IOrgStore>().CreateAsync(org, StoreRoom.Cancel);

        Assert.Equal(org.Org, created.Value);
        Assert.Equal(org.Org, await room.Get<IOrgStore>().FindAsync("org-1", StoreRoom.Cancel));
        Assert.Equal([org.Org], await room.Get<IOrgStore>().ListAsync(StoreRoom.Cancel));
        Assert.Equal(org.SigningKeys.PublicKeyPem, await room.Get<IOrgStore>().FindPublicKeyAsync("org-1", StoreRoom.Cancel));
        Assert.Equal(org.SigningKeys, await room.Get<IOrgStore>().FindSigningKeysAsync("org-1", StoreRoom.Cancel));
        Assert.Equal(org.ApiKeys, await room.Get<ISettingStore<ApiKey>>().ListValuesAsync("org-1", StoreRoom.Cancel));
        var type = Assert.Single(await room.Get<ISettingStore<ItemType>>().ListAsync("org-1", StoreRoom.Cancel));
        Assert.NotNull(await room.Get<IItemTypeVersions>().FindVersionAsync("org-1", "type-1", type.Version, StoreRoom.Cancel));
        Assert.Single(await room.Get<ISettingStore<ModerationAction>>().ListAsync("org-1", StoreRoom.Cancel));
        await using var db = room.Db();
        var user = await db.Set<PersonRow>().SingleAsync(StoreRoom.Cancel);
        Assert.Equal(("user-1", "org-1", "Anna@Example.com", "hash", Coop.Engine.People.Role.Admin), (user.Id, user.OrgId, user.Email, user.PasswordHash, user.Role));
    }

    [Fact]
    public async Task An_address_somebody_signs_in_with_is_refused_and_nothing_is_left_behind()
    {
        await using var room = await StoreRoom.OpenAsync();
        var orgs = room.Get<IOrgStore>();
        await orgs.CreateAsync(Examples.NewOrg("org-1", new FirstUser("user-1", "anna@example.com", "hash")), StoreRoom.Cancel);

        var second = await orgs.CreateAsync(Examples.NewOrg("org-2", new FirstUser("user-2", " Anna@EXAMPLE.com", "hash")), StoreRoom.Cancel);

        Assert.Equal(("org.email-taken", ProblemKind.Conflict), (Assert.Single(second.Problems).Code, second.Problems[0].Kind));
        Assert.Null(await orgs.FindAsync("org-2", StoreRoom.Cancel));
        Assert.Null(await orgs.FindSigningKeysAsync("org-2", StoreRoom.Cancel));
    }

    [Fact]
    public async Task An_older_version_of_an_item_type_is_read_once_however_many_items_name_it()
    {
        await using var room = await StoreRoom.OpenAsync();
        using var before = new BeforeCommands();
        await room.AddOrgAsync();
        var types = room.Get<ISettingStore<ItemType>>();
        var type = (await types.PutAsync(Examples.ItemType("org-1"))).Value;
        await types.PutAsync(type.Value with { Fields = [type.Value.Fields[0]] });
        var commands = 0;
        before.Then = () => commands++;

        var old = room.Get<IItemTypeVersions>();
        var first = await old.FindVersionAsync("org-1", type.Value.Id, type.Version, StoreRoom.Cancel);
        var second = await old.FindVersionAsync("org-1", type.Value.Id, type.Version, StoreRoom.Cancel);

        Assert.Equal(1, commands);
        Assert.NotNull(first);
        Assert.Same(first, second);
        Assert.Null(await old.FindVersionAsync("org-2", type.Value.Id, type.Version, StoreRoom.Cancel));
    }

    [Fact]
    public async Task Versions_of_item_types_and_rules_stay_when_they_change_or_go()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        await room.FurnishAsync();
        var (types, rules) = (room.Get<ISettingStore<ItemType>>(), room.Get<ISettingStore<Rule>>());
        var type = (await types.PutAsync(Examples.ItemType("org-1", "type-3", "Third"))).Value;
        var fewer = (await types.PutAsync(type.Value with { Fields = [type.Value.Fields[0]] })).Value;
        await types.RemoveAsync("org-1", "type-3");
        var rule = (await rules.PutAsync(Examples.Rule("org-1"))).Value;
        var renamed = (await rules.PutAsync(rule.Value with { Name = "Renamed" })).Value;
        await rules.RemoveAsync("org-1", rule.Value.Id);

        var oldTypes = room.Get<IItemTypeVersions>();
        Assert.Equal(Whole.Text(type.Value), Whole.Text(await oldTypes.FindVersionAsync("org-1", "type-3", type.Version, StoreRoom.Cancel)));
        Assert.Single((await oldTypes.FindVersionAsync("org-1", "type-3", fewer.Version, StoreRoom.Cancel))!.Fields);
        Assert.Null(await oldTypes.FindVersionAsync("org-2", "type-3", type.Version, StoreRoom.Cancel));
        RuleVersion[] wanted = [new("rule-1", rule.Version), new("rule-1", renamed.Version), new("rule-1", "never"), new("rule-2", rule.Version)];
        var kept = await room.Get<IRuleVersions>().ListVersionsAsync("org-1", wanted, StoreRoom.Cancel);
        Assert.Equal([Whole.Text(rule.Value), Whole.Text(renamed.Value)], kept.OrderBy(one => one.Version, StringComparer.Ordinal).Select(Whole.Text));
        Assert.Empty(await room.Get<IRuleVersions>().ListVersionsAsync("org-2", wanted, StoreRoom.Cancel));
    }
}
