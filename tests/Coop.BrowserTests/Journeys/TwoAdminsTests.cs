using Coop.BrowserTests.Support;
using Coop.Engine.Editing;
using Coop.Engine.People;
using Coop.Tests.Support;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

/// <summary>
/// Two admins have the same list open, of people or of keys, at one server or at two processes on the same data. Whoever acts later on what is no longer so is told, and nothing else is changed.
/// </summary>
public sealed class TwoAdminsTests(ChromiumFixture chromium)
{
    private const string Users = "/dashboard/settings/users";
    private const int Rounds = 4;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly Role[] Lesser = [Role.RulesManager, Role.Moderator, Role.Analyst];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_two_who_change_or_remove_one_person_the_later_is_told_who_did_what(bool elsewhere)
    {
        await using var own = await OwnServer.StartAsync();
        await using var beside = elsewhere ? await own.Server.ProcessBesideAsync() : null;
        var bob = await own.AddPersonAsync(Role.Admin, "bob@example.com");
        await own.AddPersonAsync(Role.Moderator, "carla@example.com");
        await using var first = await OpenAsync(own, own.Home.Email, Users);
        await using var later = await OpenAsync(own, bob, Users, beside);

        await ChooseAsync(first.Page, "Moderator", "Analyst");
        await Assertions.Expect(first.Page.GetByText("Moderator is now analyst")).ToBeVisibleAsync();
        await ChooseAsync(later.Page, "Moderator", "RulesManager");
        await Assertions.Expect(later.Page.Locator(".notice-bad")).ToContainTextAsync("Ada Lovelace saved the person 'Moderator'");
        await Assertions.Expect(later.Page.Locator(".notice-bad")).ToContainTextAsync("(changed: role)");
        if (!elsewhere)
        {
            await later.LookAsync("users-changed-meanwhile");
        }

        await Assertions.Expect(later.Page.GetByLabel("Role of Moderator")).ToHaveValueAsync("Analyst");

        // Seen now, it can be chosen again; and what the other has not seen is not removed.
        await ChooseAsync(later.Page, "Moderator", "RulesManager");
        await Assertions.Expect(later.Page.GetByText("Moderator is now rules manager")).ToBeVisibleAsync();
        await RemoveAsync(first.Page);
        await Assertions.Expect(first.Page.Locator(".notice-bad")).ToContainTextAsync("Admin saved the person 'Moderator'");
        await RemoveAsync(first.Page);
        await Assertions.Expect(first.Page.GetByText("carla@example.com")).ToHaveCountAsync(0);
        await ChooseAsync(later.Page, "Moderator", "Analyst");
        await Assertions.Expect(later.Page.Locator(".notice-bad")).ToContainTextAsync("Person not found");
        Assert.Empty(first.Faults);
        Assert.Empty(later.Faults);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    public async Task Of_two_admins_who_demote_each_other_at_once_one_stays(int seed, bool elsewhere)
    {
        var random = new Random(seed);
        await using var own = await OwnServer.StartAsync();
        await using var beside = elsewhere ? await own.Server.ProcessBesideAsync() : null;
        var bob = await own.AddPersonAsync(Role.Admin, "bob@example.com");
        for (var round = 0; round < Rounds; round++)
        {
            await using var ada = await OpenAsync(own, own.Home.Email, Users);
            await using var other = await OpenAsync(own, bob, Users, beside);
            var roles = random.GetItems(Lesser, 2);
            await ada.Page.GetByLabel("Role of Admin").SelectOptionAsync(roles[0].ToString());
            await other.Page.GetByLabel("Role of Ada Lovelace").SelectOptionAsync(roles[1].ToString());

            var pages = random.Next(2) == 0 ? (ada.Page, other.Page) : (other.Page, ada.Page);
            await Task.WhenAll(Change(pages.Item1).ClickAsync(), Change(pages.Item2).ClickAsync());

            // Whoever was demoted first may do nothing any more, and is told so; the other has done it.
            await Assertions.Expect(Answer(ada.Page)).ToBeVisibleAsync();
            await Assertions.Expect(Answer(other.Page)).ToBeVisibleAsync();
            var people = await PeopleAsync(own);
            Assert.Single(people, person => person.Role == Role.Admin);
            var demoted = Assert.Single(people, person => person.Role != Role.Admin);
            Assert.Equal((round, demoted.Email == bob ? roles[0] : roles[1]), (round, demoted.Role));
            await Assertions.Expect((demoted.Email == bob ? ada : other).Page.GetByText("is now ")).ToBeVisibleAsync();
            await Assertions.Expect((demoted.Email == bob ? other : ada).Page.Locator(".notice-bad")).ToBeVisibleAsync();
            await PromoteAsync(own, demoted);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_two_who_revoke_one_key_the_later_is_told_who_did(bool elsewhere)
    {
        await using var own = await OwnServer.StartAsync();
        await using var beside = elsewhere ? await own.Server.ProcessBesideAsync() : null;
        var bob = await own.AddPersonAsync(Role.Admin, "bob@example.com");
        await using var first = await OpenAsync(own, own.Home.Email, "/dashboard/settings/api_auth");
        await using var later = await OpenAsync(own, bob, "/dashboard/settings/api_auth", beside);

        await RevokeAsync(first.Page);
        await Assertions.Expect(first.Page.GetByText("“Items” is revoked.")).ToBeVisibleAsync();
        await RevokeAsync(later.Page);

        await Assertions.Expect(later.Page.Locator(".notice-bad")).ToContainTextAsync("Ada Lovelace saved the API key 'Items'");
        await Assertions.Expect(later.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke Items" })).ToHaveCountAsync(0);
        Assert.Empty(first.Faults);
        Assert.Empty(later.Faults);
    }

    /// <param name="beside">The process at which the page is; null for the test's own server.</param>
    private async Task<Visit> OpenAsync(OwnServer own, string email, string path, ServerProcess? beside = null)
    {
        var visit = await own.VisitAsync(chromium, email, beside?.Address);
        await visit.OpenAsync(path);
        return visit;
    }

    private static async Task<IReadOnlyList<Person>> PeopleAsync(OwnServer own) =>
        [.. (await own.Server.Get<ISettingStore<Person>>().ListValuesAsync(own.Home.OrgId, Cancel))];

    private static async Task PromoteAsync(OwnServer own, Person person)
    {
        var edit = SettingEdit<Person>.Replace(own.Home.OrgId, person.Id, "", null, read => read.Value with { Role = Role.Admin });
        Assert.Empty((await own.Server.Get<ISettingStore<Person>>().ChangeAsync(edit, Cancel)).Problems);
    }

    private static ILocator Answer(IPage page) => page.GetByText("is now ").Or(page.Locator(".notice-bad")).First;

    private static async Task ChooseAsync(IPage page, string person, string role)
    {
        await page.GetByLabel($"Role of {person}").SelectOptionAsync(role);
        await Change(page).ClickAsync();
    }

    private static ILocator Change(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Change", Exact = true });

    private static async Task RemoveAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove Moderator" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).ClickAsync();
    }

    private static async Task RevokeAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke Items" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke", Exact = true }).ClickAsync();
    }
}
