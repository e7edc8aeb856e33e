using Coop.BrowserTests.Support;
using Coop.Engine.People;
using Coop.Server.People;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

public sealed class PeopleJourneyTests(ChromiumFixture chromium)
{
    [Fact]
    public async Task First_run_creates_the_organisation_and_leads_to_a_checklist_and_the_link_works_once()
    {
        await using var server = await WebServer.StartAsync("Coop.Integration.Text");
        await using var visit = await Visit.StartAsync(chromium, server.Address);
        var page = visit.Page;
        var link = "/first-run?token=" + server.Get<FirstRunToken>().Secret;

        await page.GotoAsync(link);
        await page.GetByLabel("Organisation").FillAsync("Acme");
        await page.GetByLabel("Your name").FillAsync("Ada Lovelace");
        await page.GetByLabel("E-mail").FillAsync("ada@example.com");
        await page.GetByLabel("Password").FillAsync("aaaaaaaa");
        await visit.PictureAsync("first-run");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create organisation" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("different characters");

        await page.GetByLabel("Password").FillAsync(People.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create organisation" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "First steps" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Add an item type" })).ToBeVisibleAsync();

        await page.GotoAsync(link);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Already set up" })).ToBeVisibleAsync();
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task An_invited_person_joins_by_the_link_in_the_role_it_names()
    {
        await using var own = await OwnServer.StartAsync();
        await using var admin = await own.VisitAsync(chromium);
        await admin.OpenAsync("/dashboard/settings/users");
        var form = admin.Page.GetByRole(AriaRole.Region, new() { Name = "Invite somebody" });

        await form.GetByLabel("E-mail").FillAsync("not an address");
        await form.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        await Assertions.Expect(form.GetByRole(AriaRole.Alert)).ToContainTextAsync("name@example.com");
        await Assertions.Expect(form.GetByLabel("E-mail")).ToBeFocusedAsync();

        await form.GetByLabel("E-mail").FillAsync("Grace@Example.com");
        await form.GetByLabel("Role").SelectOptionAsync("Analyst");
        await form.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        var link = await form.Locator("pre").InnerTextAsync();
        await Assertions.Expect(admin.Page.GetByRole(AriaRole.Region, new() { Name = "Open invitations" })).ToContainTextAsync("grace@example.com");
        await admin.LookAsync("users-invited");

        await using var guest = await Visit.StartAsync(chromium, own.Server.Address);
        await guest.Page.GotoAsync(link);
        await guest.Page.GetByLabel("Your name").FillAsync("Grace Hopper");
        await guest.Page.GetByLabel("Password").FillAsync(People.Password);
        await guest.PictureAsync("join");
        await guest.Page.GetByRole(AriaRole.Button, new() { Name = "Join" }).ClickAsync();
        await Assertions.Expect(guest.Page.GetByRole(AriaRole.Heading, new() { Name = "Overview" })).ToBeVisibleAsync();
        await Assertions.Expect(guest.Page.GetByRole(AriaRole.Link, new() { Name = "Proactive rules" })).ToBeVisibleAsync();
        await Assertions.Expect(guest.Page.GetByRole(AriaRole.Link, new() { Name = "Integrations", Exact = true })).ToHaveCountAsync(0);

        guest.ExpectsRefusals = true;
        await guest.OpenAsync("/dashboard/settings/users");
        await Assertions.Expect(guest.Page.GetByRole(AriaRole.Heading, new() { Name = "Not allowed" })).ToBeVisibleAsync();
        await guest.Page.GotoAsync(link);
        await Assertions.Expect(guest.Page.GetByRole(AriaRole.Heading, new() { Name = "Invitation not valid" })).ToBeVisibleAsync();
        Assert.Empty(guest.Faults);
        Assert.Empty(admin.Faults);
    }

    [Fact]
    public async Task A_changed_password_ends_the_sessions_elsewhere_and_a_removed_person_loses_an_open_page()
    {
        await using var own = await OwnServer.StartAsync();
        await using var desk = await own.VisitAsync(chromium);
        await using var phone = await own.VisitAsync(chromium, width: 390);
        await phone.OpenAsync("/dashboard/settings/users");
        var form = phone.Page.GetByRole(AriaRole.Region, new() { Name = "Invite somebody" });
        await form.GetByLabel("E-mail").FillAsync("grace@example.com");

        await desk.Page.GotoAsync("/account");
        await desk.Page.GetByLabel("Current password").FillAsync(People.Password);
        await desk.Page.GetByLabel("New password").FillAsync("quite another sentence");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();
        await Assertions.Expect(desk.Page.GetByText("Your password is changed")).ToBeVisibleAsync();
        await desk.OpenAsync("/dashboard/settings/users");
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Heading, new() { Name = "Users" })).ToBeVisibleAsync();

        // The page was open before: what it does next is refused, if it is not on its way to signing in by then.
        await form.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).EvaluateAllAsync<int>("buttons => { buttons.forEach(button => button.click()); return buttons.length; }");
        await Assertions.Expect(phone.Page.GetByText("Your session has ended").Or(phone.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }))).ToBeVisibleAsync();
        Assert.Empty(await own.Server.Get<IInvitationStore>().ListAsync(own.Home.OrgId, TimeProvider.System.GetUtcNow(), TestContext.Current.CancellationToken));
        Assert.Empty(desk.Faults);
        Assert.Empty(phone.Faults);
    }

    [Fact]
    public async Task Too_many_wrong_passwords_lock_the_account_for_a_while()
    {
        await using var own = await OwnServer.StartAsync();
        await using var visit = await Visit.StartAsync(chromium, own.Server.Address);
        for (var attempt = 0; attempt < 8; attempt++)
        {
            await TryAsync("wrong password");
            await Assertions.Expect(visit.Page.GetByText("The e-mail address or the password is wrong.")).ToBeVisibleAsync();
        }

        await TryAsync(People.Password);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("opens to nobody for 10 minutes");
        await visit.PictureAsync("login-refused");

        async Task TryAsync(string password)
        {
            await visit.Page.GotoAsync("/login");
            await visit.Page.GetByLabel("E-mail").FillAsync(own.Home.Email);
            await visit.Page.GetByLabel("Password").FillAsync(password);
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        }
    }
}
