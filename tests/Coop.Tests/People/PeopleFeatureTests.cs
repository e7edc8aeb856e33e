using Coop.Engine.Editing;
using Coop.Engine.Orgs;
using Coop.Engine.People;
using Coop.Tests.Storage;
using Coop.Tests.Support;

namespace Coop.Tests.People;

/// <summary>People, their passwords and invitations, on a real database.</summary>
public sealed class PeopleFeatureTests
{
    private const string Password = "four unrelated words";

    [Fact]
    public async Task A_person_signs_in_with_any_spelling_of_the_address_and_a_stranger_is_answered_like_a_wrong_password()
    {
        await using var room = await StoreRoom.OpenAsync();
        await AddAsync(room, "ada@example.com", Role.Admin);
        var accounts = room.Get<IAccounts>();

        Assert.Equal(Role.Admin, (await accounts.SignInAsync(" Ada@EXAMPLE.com ", Password, StoreRoom.Cancel)).Value.Person.Role);
        Assert.Equal("people.sign-in-failed", Code(await accounts.SignInAsync("ada@example.com", "wrong", StoreRoom.Cancel)));
        Assert.Equal("people.sign-in-failed", Code(await accounts.SignInAsync("nobody@example.com", Password, StoreRoom.Cancel)));
        Assert.Equal("people.sign-in-failed", Code(await accounts.SignInAsync("ada@example.com", new string('x', 100_000), StoreRoom.Cancel)));
    }

    [Fact]
    public async Task A_new_password_or_role_ends_the_sessions_there_are()
    {
        await using var room = await StoreRoom.OpenAsync();
        var ada = await AddAsync(room, "ada@example.com", Role.Analyst);
        var accounts = room.Get<IAccounts>();
        var first = (await accounts.SignInAsync("ada@example.com", Password, StoreRoom.Cancel)).Value;

        Assert.Equal("people.password-wrong", Code(await accounts.ChangePasswordAsync(ada.OrgId, ada.Id, "wrong", "another good one", StoreRoom.Cancel)));
        Assert.Equal("people.password-weak", Code(await accounts.ChangePasswordAsync(ada.OrgId, ada.Id, Password, "short", StoreRoom.Cancel)));
        Assert.NotNull(await accounts.FindBySessionAsync(ada.Id, first.Stamp, StoreRoom.Cancel));
        var second = (await accounts.ChangePasswordAsync(ada.OrgId, ada.Id, Password, "another good one", StoreRoom.Cancel)).Value;
        Assert.Null(await accounts.FindBySessionAsync(ada.Id, first.Stamp, StoreRoom.Cancel));
        Assert.NotNull(await accounts.FindBySessionAsync(ada.Id, second.Stamp, StoreRoom.Cancel));

        await Feature(room).ChangeRoleAsync(ada.OrgId, ada.Id, Role.Moderator, "me", null, StoreRoom.Cancel);
        Assert.Null(await accounts.FindBySessionAsync(ada.Id, second.Stamp, StoreRoom.Cancel));
    }

    [Fact]
    public async Task Another_organisations_person_can_be_neither_seen_changed_nor_removed()
    {
        await using var room = await StoreRoom.OpenAsync();
        var ada = await AddAsync(room, "ada@example.com", Role.Analyst);
        await room.AddOrgAsync("org-2");
        var (people, accounts) = (Feature(room), room.Get<IAccounts>());

        Assert.Equal("people.not-found", Code(await people.FindAsync("org-2", ada.Id, StoreRoom.Cancel)));
        Assert.Equal("people.not-found", Code(await people.ChangeRoleAsync("org-2", ada.Id, Role.Admin, "me", null, StoreRoom.Cancel)));
        Assert.Equal("people.not-found", Code(await people.RemoveAsync("org-2", ada.Id, "me", null, StoreRoom.Cancel)));
        Assert.Equal("people.not-found", Code(await accounts.ChangePasswordAsync("org-2", ada.Id, Password, "another good one", StoreRoom.Cancel)));
    }

    [Fact]
    public async Task The_last_admin_can_be_neither_demoted_nor_removed()
    {
        await using var room = await StoreRoom.OpenAsync();
        var ada = await AddAsync(room, "ada@example.com", Role.Admin);
        var feature = Feature(room);

        Assert.Equal("people.last-admin", Code(await feature.ChangeRoleAsync(ada.OrgId, ada.Id, Role.Analyst, "me", null, StoreRoom.Cancel)));
        Assert.Equal("people.last-admin", Code(await feature.RemoveAsync(ada.OrgId, ada.Id, "me", null, StoreRoom.Cancel)));
        await AddAsync(room, "grace@example.com", Role.Admin, org: false);
        Assert.Equal(Role.Analyst, (await feature.ChangeRoleAsync(ada.OrgId, ada.Id, Role.Analyst, "me", null, StoreRoom.Cancel)).Value.Value.Role);
    }

    [Fact]
    public async Task An_invitation_is_for_one_address_one_role_one_use_and_two_weeks()
    {
        await using var room = await StoreRoom.OpenAsync();
        var ada = await AddAsync(room, "ada@example.com", Role.Admin);
        var (feature, by) = (Feature(room), new Actor(ada.OrgId, ada.Id, ada.Role));

        Assert.Equal("people.email-invalid", Code(await feature.InviteAsync(by, "nobody", Role.Analyst, StoreRoom.Cancel)));
        Assert.Equal("people.email-taken", Code(await feature.InviteAsync(by, "ADA@example.com", Role.Analyst, StoreRoom.Cancel)));
        var first = (await feature.InviteAsync(by, "Grace@Example.com", Role.Analyst, StoreRoom.Cancel)).Value;
        var issued = (await feature.InviteAsync(by, "grace@example.com", Role.Moderator, StoreRoom.Cancel)).Value;
        Assert.Single(await feature.ListInvitationsAsync(ada.OrgId, StoreRoom.Cancel));
        Assert.Equal("people.invitation-gone", Code(await feature.JoinAsync(first.Token, "grace@example.com", "Grace", Password, StoreRoom.Cancel)));
        Assert.Equal("people.invitation-for-another", Code(await feature.JoinAsync(issued.Token, "mallory@example.com", "Grace", Password, StoreRoom.Cancel)));
        Assert.Equal(Role.Moderator, (await feature.JoinAsync(issued.Token, "grace@example.com", "Grace", Password, StoreRoom.Cancel)).Value.Role);
        Assert.Equal("people.invitation-gone", Code(await feature.JoinAsync(issued.Token, "grace@example.com", "Grace", Password, StoreRoom.Cancel)));

        var late = (await feature.InviteAsync(by, "late@example.com", Role.Analyst, StoreRoom.Cancel)).Value;
        room.Time.Advance(TimeSpan.FromDays(14));
        Assert.Equal("people.invitation-gone", Code(await feature.FindInvitationAsync(late.Token, StoreRoom.Cancel)));
        Assert.Empty(await feature.ListInvitationsAsync(ada.OrgId, StoreRoom.Cancel));
    }

    [Fact]
    public async Task Admins_who_demote_or_remove_each_other_at_once_leave_one()
    {
        await using var room = await StoreRoom.OpenAsync();
        var ada = await AddAsync(room, "ada@example.com", Role.Admin);
        var grace = await AddAsync(room, "grace@example.com", Role.Admin, org: false);
        var feature = Feature(room);
        for (var round = 0; round < 25; round++)
        {
            var demoted = await Task.WhenAll(
                feature.ChangeRoleAsync("org-1", ada.Id, Role.Analyst, "me", null, StoreRoom.Cancel), feature.ChangeRoleAsync("org-1", grace.Id, Role.Analyst, "me", null, StoreRoom.Cancel));
            Assert.Equal("people.last-admin", Assert.Single(demoted.SelectMany(result => result.Problems)).Code);
            Assert.Single(await AdminsAsync());
            await feature.ChangeRoleAsync("org-1", ada.Id, Role.Admin, "me", null, StoreRoom.Cancel);
            await feature.ChangeRoleAsync("org-1", grace.Id, Role.Admin, "me", null, StoreRoom.Cancel);
        }

        for (var round = 0; round < 8; round++)
        {
            var pair = await AdminsAsync();
            var removed = await Task.WhenAll(pair.Select(admin => feature.RemoveAsync("org-1", admin.Id, "me", null, StoreRoom.Cancel)));
            Assert.Equal("people.last-admin", Assert.Single(removed.SelectMany(result => result.Problems)).Code);
            Assert.Single(await AdminsAsync());
            await AddAsync(room, $"next{round}@example.com", Role.Admin, org: false);
        }

        async Task<List<Person>> AdminsAsync() => [.. (await feature.ListAsync("org-1", StoreRoom.Cancel)).Values().Where(person => person.Role == Role.Admin)];
    }

    [Fact]
    public async Task Invitations_go_with_the_right_to_invite()
    {
        await using var room = await StoreRoom.OpenAsync();
        var ada = await AddAsync(room, "ada@example.com", Role.Admin);
        var grace = await AddAsync(room, "grace@example.com", Role.Admin, org: false);
        var feature = Feature(room);
        var (byAda, byGrace) = (new Actor("org-1", ada.Id, Role.Admin), new Actor("org-1", grace.Id, Role.Admin));
        var kept = (await feature.InviteAsync(byAda, "kept@example.com", Role.Admin, StoreRoom.Cancel)).Value;
        var demoted = (await feature.InviteAsync(byGrace, "demoted@example.com", Role.Admin, StoreRoom.Cancel)).Value;

        await feature.ChangeRoleAsync("org-1", grace.Id, Role.RulesManager, "me", null, StoreRoom.Cancel);
        Assert.Equal("people.invitation-gone", Code(await feature.JoinAsync(demoted.Token, "demoted@example.com", "Mallory", Password, StoreRoom.Cancel)));
        Assert.Equal("people.not-allowed", Code(await feature.InviteAsync(byGrace, "late@example.com", Role.Admin, StoreRoom.Cancel)));

        await feature.ChangeRoleAsync("org-1", grace.Id, Role.Admin, "me", null, StoreRoom.Cancel);
        Assert.Equal("people.invitation-gone", Code(await feature.FindInvitationAsync(demoted.Token, StoreRoom.Cancel)));
        var removed = (await feature.InviteAsync(byGrace, "removed@example.com", Role.Admin, StoreRoom.Cancel)).Value;
        await feature.RemoveAsync("org-1", grace.Id, "me", null, StoreRoom.Cancel);
        Assert.Equal("people.invitation-gone", Code(await feature.FindInvitationAsync(removed.Token, StoreRoom.Cancel)));
        Assert.Equal("people.not-allowed", Code(await feature.InviteAsync(byGrace, "late@example.com", Role.Admin, StoreRoom.Cancel)));
        Assert.Equal([kept.Invitation], await feature.ListInvitationsAsync("org-1", StoreRoom.Cancel));
    }

    [Fact]
    public async Task Joining_uses_up_the_invitation_and_adds_the_person_or_does_neither()
    {
        await using var room = await StoreRoom.OpenAsync();
        var ada = await AddAsync(room, "ada@example.com", Role.Admin);
        var (feature, people, by) = (Feature(room), room.Get<IPeopleStore>(), new Actor("org-1", ada.Id, Role.Admin));

        var issued = (await feature.InviteAsync(by, "grace@example.com", Role.Analyst, StoreRoom.Cancel)).Value;
        Assert.Equal(
            ["people.name-required", "people.password-weak"],
            (await feature.JoinAsync(issued.Token, "grace@example.com", "Gra\0ce", "short", StoreRoom.Cancel)).Problems.Select(problem => problem.Code));
        var taken = issued.Invitation with { Email = "ada@example.com" };
        Assert.Equal("people.email-taken", Code(await people.JoinAsync(taken, NewPerson("ada@example.com", Role.Analyst), Password, StoreRoom.Cancel)));
        Assert.Equal([issued.Invitation], await feature.ListInvitationsAsync("org-1", StoreRoom.Cancel));

        await feature.WithdrawAsync("org-1", issued.Invitation, StoreRoom.Cancel);
        Assert.Equal("people.invitation-gone", Code(await people.JoinAsync(issued.Invitation, NewPerson("grace@example.com", Role.Analyst), Password, StoreRoom.Cancel)));
        Assert.Equal([ada], (await feature.ListAsync("org-1", StoreRoom.Cancel)).Values());

        var again = (await feature.InviteAsync(by, "grace@example.com", Role.Analyst, StoreRoom.Cancel)).Value;
        var joined = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => feature.JoinAsync(again.Token, "grace@example.com", "Grace", Password, StoreRoom.Cancel)));
        Assert.Single(joined, result => result.TryGet(out _));
        Assert.Empty(await feature.ListInvitationsAsync("org-1", StoreRoom.Cancel));
    }

    [Theory]
    [InlineData("Ada\0")]
    [InlineData("Ada\nLovelace")]
    [InlineData("\u202Eada")]
    [InlineData("  ")]
    public async Task A_name_that_does_not_show_all_it_is_is_refused(string name)
    {
        await using var room = await StoreRoom.OpenAsync();
        var ada = await AddAsync(room, "ada@example.com", Role.Admin);
        var feature = Feature(room);

        Assert.Equal("people.name-required", Code(await feature.RenameAsync(new Actor("org-1", ada.Id, Role.Admin), name, StoreRoom.Cancel)));
        Assert.NotEmpty((await Orgs(room).RenameAsync("org-1", name, "me", null, StoreRoom.Cancel)).Problems);
        Assert.Equal("Zoë 張偉 👩‍🚀", (await feature.RenameAsync(new Actor("org-1", ada.Id, Role.Admin), " Zoë 張偉 👩‍🚀 ", StoreRoom.Cancel)).Value.Name);
    }

    [Fact]
    public async Task Of_admins_who_each_change_what_all_of_them_read_one_does_and_the_others_are_told_who_and_what()
    {
        await using var room = await StoreRoom.OpenAsync();
        var ada = await AddAsync(room, "ada@example.com", Role.Admin);
        await AddAsync(room, "grace@example.com", Role.Admin, org: false);
        var (people, orgs) = (Feature(room), Orgs(room));
        var (person, org) = ((await people.FindAsync("org-1", ada.Id, StoreRoom.Cancel)).Value.Version, (await orgs.FindAsync("org-1", StoreRoom.Cancel)).Value.Version);
        Role[] wanted = [Role.Analyst, Role.Moderator, Role.RulesManager, Role.ModeratorManager];

        var roles = await Task.WhenAll(wanted.Select(role => Task.Run(() => people.ChangeRoleAsync("org-1", ada.Id, role, ada.Id, person, StoreRoom.Cancel))));
        var names = await Task.WhenAll(wanted.Select(role => Task.Run(() => orgs.RenameAsync("org-1", $"Acme {role}", ada.Id, org, StoreRoom.Cancel))));

        Assert.Equal((await people.FindAsync("org-1", ada.Id, StoreRoom.Cancel)).Value, Assert.Single(roles, changed => changed.TryGet(out _)).Value);
        Assert.Equal((await orgs.FindAsync("org-1", StoreRoom.Cancel)).Value, Assert.Single(names, renamed => renamed.TryGet(out _)).Value);
        Assert.All(roles.Where(changed => !changed.TryGet(out _)), refused => Told(refused, "role"));
        Assert.All(names.Where(renamed => !renamed.TryGet(out _)), refused => Told(refused, "name"));

        void Told<T>(Coop.Engine.Problems.Result<T> refused, string member)
        {
            Assert.Equal("resource.changed-meanwhile", Code(refused));
            Assert.Equal(ada.Email, refused.Problems[0].Meanwhile!.By);
            Assert.Equal([member], refused.Problems[0].Meanwhile!.Members);
        }
    }

    private static PeopleFeature Feature(StoreRoom room) => new(room.Get<ISettingStore<Person>>(), room.Get<IPeopleStore>(), room.Get<IInvitationStore>(), room.Time);

    private static OrgFeature Orgs(StoreRoom room) => new(room.Get<ISettingStore<Org>>(), room.Get<IOrgStore>());

    private static async Task<Person> AddAsync(StoreRoom room, string email, Role role, bool org = true)
    {
        if (org)
        {
            await room.AddOrgAsync();
        }

        return await Colleagues.AddAsync(room.Get<ISettingStore<Person>>(), room.Get<IAccounts>(), NewPerson(email, role), Password);
    }

    private static Person NewPerson(string email, Role role) => new(Guid.NewGuid().ToString("n"), "org-1", email, "", role, StoreRoom.Start);

    private static string Code<T>(Coop.Engine.Problems.Result<T> result) => Assert.Single(result.Problems).Code;
}
