using Coop.BrowserTests.Support;
using Coop.Engine.People;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

/// <summary>What an admin does with people, and what the pages around signing in are like without a mouse.</summary>
public sealed class UsersJourneyTests(ChromiumFixture chromium)
{
    [Fact]
    public async Task Roles_removal_and_withdrawal_ask_first_and_what_was_taken_away_counts_at_once()
    {
        await using var own = await OwnServer.StartAsync();
        var grace = await own.AddPersonAsync(Role.Admin, "grace@example.com");
        await using var admin = await own.VisitAsync(chromium);
        await using var other = await own.VisitAsync(chromium, grace);
        await InviteAsync(admin.Page, "mine@example.com");
        await InviteAsync(other.Page, "theirs@example.com");
        var page = admin.Page;
        await admin.OpenAsync("/dashboard/settings/users");
        var role = page.GetByLabel("Role of Admin");

        // Kept as it is.
        await role.SelectOptionAsync("Analyst");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("The invitation sent to theirs@example.com stops working.");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).Not.ToContainTextAsync("mine@example.com");
        await admin.PictureAsync("users-role-dialog");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep" }).ClickAsync();
        await Assertions.Expect(role).ToHaveValueAsync("Admin");

        await role.SelectOptionAsync("Analyst");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Admin is now analyst")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("theirs@example.com")).ToHaveCountAsync(0);

        // The page was open before.
        var form = other.Page.GetByRole(AriaRole.Region, new() { Name = "Invite somebody" });
        await form.GetByRole(AriaRole.Button, new() { Name = "Invite another" }).ClickAsync();
        await form.GetByLabel("E-mail").FillAsync("late@example.com");
        await form.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        await Assertions.Expect(form.GetByText("Your session has ended")).ToBeVisibleAsync();

        // The last admin stays.
        await page.GetByLabel("Role of Ada Lovelace").SelectOptionAsync("Moderator");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".notice-bad")).ToContainTextAsync("The last admin stays");
        await Assertions.Expect(page.GetByLabel("Role of Ada Lovelace")).ToHaveValueAsync("Admin");
        await admin.PictureAsync("users-last-admin");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove Ada Lovelace" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".notice-bad")).ToContainTextAsync("The last admin stays");

        await page.GetByRole(AriaRole.Button, new() { Name = "Withdraw the invitation of mine@example.com" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("mine@example.com");
        await page.GetByRole(AriaRole.Button, new() { Name = "Withdraw", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Open invitations" })).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove Admin" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("grace@example.com");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("grace@example.com")).ToHaveCountAsync(0);
        Assert.Empty(admin.Faults);
        Assert.Empty(other.Faults);
    }

    [Fact]
    public async Task Signing_in_the_own_account_and_the_way_to_the_content_need_no_mouse()
    {
        await using var own = await OwnServer.StartAsync();
        await using var visit = await Visit.StartAsync(chromium, own.Server.Address, width: 390);
        var (page, keys) = (visit.Page, visit.Page.Keyboard);

        await page.GotoAsync("/login");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeFocusedAsync();
        Assert.Equal(["E-mail", "Password", "Sign in"], await StopsAsync(page, 3));
        await page.GetByLabel("E-mail").FocusAsync();
        await keys.TypeAsync(own.Home.Email);
        await keys.PressAsync("Tab");
        await keys.TypeAsync(People.Password);
        await keys.PressAsync("Enter");
        await visit.ConnectedAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Overview" })).ToBeVisibleAsync();

        await page.GotoAsync("/account");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Profile" })).ToBeFocusedAsync();
        Assert.Equal(["Name", "Save name", "Current password", "New password", "Change password", "Back to Coop"], await StopsAsync(page, 6));
        await page.GetByLabel("Name").FillAsync("   ");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("Name")).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Give a name");
        await keys.PressAsync("Control+A");
        await keys.TypeAsync("Grace Hopper");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("Your name is changed.")).ToBeVisibleAsync();
        await visit.PictureAsync("account-390");
        await visit.OpenAsync("/dashboard");
        await Assertions.Expect(page.GetByText("Account of Grace Hopper")).ToHaveCountAsync(1);
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task A_form_of_another_tab_says_that_it_is_out_of_date_and_leads_on()
    {
        await using var own = await OwnServer.StartAsync();
        await using var visit = await Visit.StartAsync(chromium, own.Server.Address);
        visit.ExpectsRefusals = true;
        var second = await visit.Page.Context.NewPageAsync();
        await second.GotoAsync("/login");
        await visit.SignInAsync(own.Home.Email, People.Password);

        await second.GetByLabel("E-mail").FillAsync(own.Home.Email);
        await second.GetByLabel("Password").FillAsync(People.Password);
        await second.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(second.GetByRole(AriaRole.Heading, new() { Name = "This page is out of date" })).ToBeVisibleAsync();
        await second.ScreenshotAsync(new() { Path = Screens.File("stale-form") });
        Assert.Empty(await Accessibility.FindingsAsync(second));
        await second.GetByRole(AriaRole.Link, new() { Name = "Go to the overview" }).ClickAsync();
        await Assertions.Expect(second.GetByRole(AriaRole.Heading, new() { Name = "Overview" })).ToBeVisibleAsync();
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task The_description_of_the_API_works_under_its_policy()
    {
        await using var server = await WebServer.StartAsync();
        await using var visit = await Visit.StartAsync(chromium, server.Address);
        var page = visit.Page;

        await page.GotoAsync("/api");
        await page.GetByRole(AriaRole.Button, new() { Name = "Test Request (get /ready)" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Send" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByText("200 OK").First.WaitForAsync();
        await visit.PictureAsync("api-reference");
        Assert.Empty(visit.Faults);
    }

    private static async Task InviteAsync(IPage page, string email)
    {
        await page.GotoAsync("/dashboard/settings/users");
        await page.Locator("html[data-connected]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        var form = page.GetByRole(AriaRole.Region, new() { Name = "Invite somebody" });
        await form.GetByLabel("E-mail").FillAsync(email);
        await form.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Open invitations" })).ToContainTextAsync(email);
    }

    /// <summary>What the Tab key comes to, by its name.</summary>
    private static async Task<List<string>> StopsAsync(IPage page, int count)
    {
        List<string> stops = [];
        for (var i = 0; i < count; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            stops.Add(await page.EvaluateAsync<string>("() => (document.activeElement.labels?.[0] ?? document.activeElement).innerText.trim()"));
        }

        return stops;
    }
}
