using Coop.Engine.People;
using Coop.Tests.Storage;

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
    public async Task Guesses_sent_side_by_side_are_each_counted_and_lock_the_account()
    {
        await using var room = await StoreRoom.OpenAsync();
        await AddAsync(room, "ada@example.com", Role.Admin);
        var accounts = room.Get<IAccounts>();

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => accounts.SignInAsync("ada@example.com", "wrong", StoreRoom.Cancel)));

        Assert.Equal("people.locked-out", Code(await accounts.SignInAsync("ada@example.com", Password, StoreRoom.Cancel)));
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

        await room.Get<IPeopleStore>().ChangeRoleAsync(ada.OrgId, ada.Id, Role.Moderator, StoreRoom.Cancel);
        Assert.Null(await accounts.FindBySessionAsync(ada.Id, second.Stamp, StoreRoom.Cancel));
    }

    [Fact]
    public async Task Another_organisations_person_can_be_neither_seen_changed_nor_removed()
    {
        await using var room = await StoreRoom.OpenAsync();
        var ada = await AddAsync(room, "ada@example.com", Role.Analyst);
        await room.AddOrgAsync("org-2");
        var (people, accounts) = (room.Get<IPeopleStore>(), room.Get<IAccounts>());

        Assert.Null(await people.FindAsync("org-2", ada.Id, StoreRoom.Cancel));
        Assert.Null(await people.ChangeRoleAsync("org-2", ada.Id, Role.Admin, StoreRoom.Cancel));
        Assert.False(await people.RemoveAsync("org-2", ada.Id, StoreRoom.Cancel));
        Assert.Equal("people.not-found", Code(await accounts.ChangePasswordAsync("org-2", ada.Id, Password, "another good one", StoreRoom.Cancel)));
    }

    [Fact]
    public async Task The_last_admin_can_be_neither_demoted_nor_removed()
    {
        await using var room = await StoreRoom.OpenAsync();
        var ada = await AddAsync(room, "ada@example.com", Role.Admin);
        var feature = Feature(room);

        Assert.Equal("people.last-admin", Code(await feature.ChangeRoleAsync(ada.OrgId, ada.Id, Role.Analyst, StoreRoom.Cancel)));
        Assert.Equal("people.last-admin", Code(await feature.RemoveAsync(ada.OrgId, ada.Id, StoreRoom.Cancel)));
        await AddAsync(room, "grace@example.com", Role.Admin, org: false);
        Assert.Equal(Role.Analyst, (await feature.ChangeRoleAsync(ada.OrgId, ada.Id, Role.Analyst, StoreRoom.Cancel)).Value.Role);
    }

    [Fact]
    public async Task An_invitation_is_for_one_address_one_role_one_use_and_two_weeks()
    {
        await using var room = await StoreRoom.OpenAsync();
        var ada = await AddAsync(room, "ada@example.com", Role.Admin);
        var (feature, by) = (Feature(room), new Actor(ada.OrgId, ada.Id, ada.Role));

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

    private static PeopleFeature Feature(StoreRoom room) => new(room.Get<IPeopleStore>(), room.Get<IInvitationStore>(), room.Time);

    private static async Task<Person> AddAsync(StoreRoom room, string email, Role role, bool org = true)
    {
        if (org)
        {
            await room.AddOrgAsync();
        }

        var person = new Person(Guid.NewGuid().ToString("n"), "org-1", email, "", role, room.Time.GetUtcNow());
        return (await room.Get<IPeopleStore>().AddAsync(person, Password, StoreRoom.Cancel)).Value;
    }

    private static string Code<T>(Coop.Engine.Problems.Result<T> result) => Assert.Single(result.Problems).Code;
}
