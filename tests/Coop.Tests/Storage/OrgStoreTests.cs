using Coop.Engine.ApiKeys;
using Coop.Engine.Items;
using Coop.Engine.Orgs;
using Coop.Engine.Problems;
using Coop.Engine.Rules;
using Coop.Storage.People;
using Coop.Storage.Rules;
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
        Assert.Equal(org.ApiKeys, await room.Get<IApiKeyStore>().ListAsync("org-1", StoreRoom.Cancel));
        Assert.NotNull(await room.Get<IItemTypeStore>().FindVersionAsync("org-1", "type-1", org.ItemTypes[0].Version, StoreRoom.Cancel));
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
    public async Task The_revision_grows_with_what_rules_are_made_of()
    {
        await using var room = await StoreRoom.OpenAsync();
        var orgs = room.Get<IOrgStore>();
        await room.AddOrgAsync();
        await room.AddOrgAsync("org-2");
        List<long?> seen = [await orgs.FindRevisionAsync("org-1", StoreRoom.Cancel)];
        async Task SeeAsync() => seen.Add(await orgs.FindRevisionAsync("org-1", StoreRoom.Cancel));

        await room.Get<IRuleStore>().SaveAsync(Examples.Rule("org-1"), null, StoreRoom.Cancel);
        await SeeAsync();
        await room.Get<IItemTypeStore>().SaveAsync(Examples.ItemType("org-1"), null, StoreRoom.Cancel);
        await SeeAsync();
        await room.Get<IRuleStore>().DeleteAsync("org-1", "rule-1", Examples.Rule("org-1").Version, StoreRoom.Cancel);
        await SeeAsync();
        var before = seen[^1];
        await room.Get<IRuleStore>().DeleteAsync("org-1", "rule-1", Examples.Rule("org-1").Version, StoreRoom.Cancel);
        await SeeAsync();

        Assert.Equal(seen.Take(4).Distinct().Order(), seen.Take(4));
        Assert.Equal(before, seen[^1]);
        Assert.Equal(0, await orgs.FindRevisionAsync("org-2", StoreRoom.Cancel));
        Assert.Null(await orgs.FindRevisionAsync("nobody", StoreRoom.Cancel));
    }

    [Fact]
    public async Task A_key_is_found_by_its_hash_until_it_is_revoked()
    {
        await using var room = await StoreRoom.OpenAsync();
        var keys = room.Get<IApiKeyStore>();
        await room.AddOrgAsync();
        await room.AddOrgAsync("org-2");
        var key = Examples.ApiKey("org-1") with { LastUsedAt = null };
        await keys.AddAsync(key, StoreRoom.Cancel);

        var found = await keys.FindByHashAsync(key.Hash, StoreRoom.Cancel);

        Assert.Equal(key with { LastUsedAt = StoreRoom.Start }, found);
        Assert.Equal([found!], await keys.ListAsync("org-1", StoreRoom.Cancel));
        Assert.Empty(await keys.ListAsync("org-2", StoreRoom.Cancel));
        Assert.Null(await keys.FindByHashAsync("another hash", StoreRoom.Cancel));
        Assert.False(await keys.RevokeAsync("org-2", key.Id, StoreRoom.Cancel));
        Assert.NotNull(await keys.FindByHashAsync(key.Hash, StoreRoom.Cancel));
        Assert.True(await keys.RevokeAsync("org-1", key.Id, StoreRoom.Cancel));
        Assert.False(await keys.RevokeAsync("org-1", key.Id, StoreRoom.Cancel));
        Assert.Null(await keys.FindByHashAsync(key.Hash, StoreRoom.Cancel));
        Assert.Equal(StoreRoom.Start, Assert.Single(await keys.ListAsync("org-1", StoreRoom.Cancel)).RevokedAt);
    }

    [Fact]
    public async Task A_revocation_in_another_process_is_seen_within_seconds()
    {
        await using var room = await StoreRoom.OpenAsync();
        await using var other = await room.ReopenAsync();
        await room.AddOrgAsync();
        var key = Examples.ApiKey("org-1");
        await room.Get<IApiKeyStore>().AddAsync(key, StoreRoom.Cancel);
        Assert.NotNull(await room.Get<IApiKeyStore>().FindByHashAsync(key.Hash, StoreRoom.Cancel));

        await other.Get<IApiKeyStore>().RevokeAsync("org-1", key.Id, StoreRoom.Cancel);
        room.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Null(await room.Get<IApiKeyStore>().FindByHashAsync(key.Hash, StoreRoom.Cancel));
    }

    [Fact]
    public async Task Versions_of_item_types_and_rules_stay_when_they_change_or_go()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        var types = room.Get<IItemTypeStore>();
        var rules = room.Get<IRuleStore>();
        var (type, rule) = (Examples.ItemType("org-1"), Examples.Rule("org-1"));
        await types.SaveAsync(type, null, StoreRoom.Cancel);
        await types.SaveAsync(type with { Version = "2", Fields = [type.Fields[0]] }, null, StoreRoom.Cancel);
        await types.DeleteAsync("org-1", type.Id, StoreRoom.Cancel);
        await rules.SaveAsync(rule, null, StoreRoom.Cancel);
        await rules.SaveAsync(rule with { Version = "2", Name = "Renamed" }, null, StoreRoom.Cancel);
        await rules.DeleteAsync("org-1", rule.Id, "2", StoreRoom.Cancel);

        Assert.Equal(Whole.Text(type), Whole.Text(await types.FindVersionAsync("org-1", type.Id, type.Version, StoreRoom.Cancel)));
        Assert.Single((await types.FindVersionAsync("org-1", type.Id, "2", StoreRoom.Cancel))!.Fields);
        Assert.Null(await types.FindVersionAsync("org-2", type.Id, "2", StoreRoom.Cancel));
        await using var db = room.Db();
        var kept = await db.Set<RuleVersionRow>().OrderBy(row => row.Version).ToListAsync(StoreRoom.Cancel);
        Assert.Equal(["2", rule.Version], kept.Select(row => row.Version));
        Assert.Equal(Whole.Text(rule), Whole.Text(kept[1].ToRule()));
    }
}
