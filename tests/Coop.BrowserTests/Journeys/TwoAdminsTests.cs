using Coop.BrowserTests.Support;
using Coop.Engine.Editing;
using Coop.Engine.People;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

/// <summary>Two admins have the same list open, of people or of keys. Whoever acts later on what is no longer so is told, and nothing else is changed.</summary>
public sealed class TwoAdminsTests(ChromiumFixture chromium)
{
    [Fact]
    public async Task Of_two_who_change_or_remove_one_person_the_later_is_told_who_did_what()
    {
        await using var own = await OwnServer.StartAsync();
        var bob = await own.AddPersonAsync(Role.Admin, "bob@example.com");
        await own.AddPersonAsync(Role.Moderator, "carla@example.com");
        await using var first = await OpenAsync(own, own.Home.Email, "/dashboard/settings/users");
        await using var later = await OpenAsync(own, bob, "/dashboard/settings/users");

        await ChooseAsync(first.Page, "Moderator", "Analyst");
        await Assertions.Expect(first.Page.GetByText("Moderator is now analyst")).ToBeVisibleAsync();
        await ChooseAsync(later.Page, "Moderator", "RulesManager");
        await Assertions.Expect(later.Page.Locator(".notice-bad")).ToContainTextAsync("Ada Lovelace saved the person 'Moderator'");
        await Assertions.Expect(later.Page.Locator(".notice-bad")).ToContainTextAsync("(changed: role)");
        await later.LookAsync("users-changed-meanwhile");
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

    [Fact]
    public async Task Of_two_admins_who_demote_each_other_at_once_one_stays()
    {
        await using var own = await OwnServer.StartAsync();
        var bob = await own.AddPersonAsync(Role.Admin, "bob@example.com");
        await using var ada = await OpenAsync(own, own.Home.Email, "/dashboard/settings/users");
        await using var other = await OpenAsync(own, bob, "/dashboard/settings/users");
        await ada.Page.GetByLabel("Role of Admin").SelectOptionAsync("Analyst");
        await other.Page.GetByLabel("Role of Ada Lovelace").SelectOptionAsync("Analyst");

        await Task.WhenAll(Change(ada.Page).ClickAsync(), Change(other.Page).ClickAsync());

        // Whoever was demoted first may do nothing any more, and is told so; the other has done it.
        await Assertions.Expect(ada.Page.GetByText("is now analyst").Or(ada.Page.Locator(".notice-bad")).First).ToBeVisibleAsync();
        await Assertions.Expect(other.Page.GetByText("is now analyst").Or(other.Page.Locator(".notice-bad")).First).ToBeVisibleAsync();
        var people = await own.Server.Get<ISettingStore<Person>>().ListValuesAsync(own.Home.OrgId, TestContext.Current.CancellationToken);
        Assert.Equal([Role.Admin, Role.Analyst], people.Select(person => person.Role).Order());
    }

    [Fact]
    public async Task Of_two_who_revoke_one_key_the_later_is_told_who_did()
    {
        await using var own = await OwnServer.StartAsync();
        var bob = await own.AddPersonAsync(Role.Admin, "bob@example.com");
        await using var first = await OpenAsync(own, own.Home.Email, "/dashboard/settings/api_auth");
        await using var later = await OpenAsync(own, bob, "/dashboard/settings/api_auth");

        await RevokeAsync(first.Page);
        await Assertions.Expect(first.Page.GetByText("“Items” is revoked.")).ToBeVisibleAsync();
        await RevokeAsync(later.Page);

        await Assertions.Expect(later.Page.Locator(".notice-bad")).ToContainTextAsync("Ada Lovelace saved the API key 'Items'");
        await Assertions.Expect(later.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke Items" })).ToHaveCountAsync(0);
        Assert.Empty(first.Faults);
        Assert.Empty(later.Faults);
    }

    private async Task<Visit> OpenAsync(OwnServer own, string email, string path)
    {
        var visit = await own.VisitAsync(chromium, email);
        await visit.OpenAsync(path);
        return visit;
    }

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
