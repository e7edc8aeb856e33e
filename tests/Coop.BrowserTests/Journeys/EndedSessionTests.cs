using Coop.BrowserTests.Support;
using Coop.Engine.People;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

/// <summary>A page that is open when its session ends elsewhere, at another server on the same data.</summary>
public sealed class EndedSessionTests(ChromiumFixture chromium)
{
    private const string Users = "/dashboard/settings/users";

    [Fact]
    public async Task Signing_out_at_another_server_refuses_the_open_page_at_once_and_leads_it_to_signing_in()
    {
        await using var server = await WebServer.StartAsync();
        await using var beside = await server.BesideAsync();
        var home = await People.FoundAsync(server);
        await using var left = await Visit.StartAsync(chromium, server.Address);
        await using var desk = await Visit.StartAsync(chromium, beside.Address);
        await left.SignInAsync(home.Email, People.Password);
        await left.OpenAsync(Users);
        var form = left.Page.GetByRole(AriaRole.Region, new() { Name = "Invite somebody" });
        await form.GetByLabel("E-mail").FillAsync("grace@example.com");
        await desk.SignInAsync(home.Email, People.Password);

        await desk.Page.Locator("details.profile summary").ClickAsync();
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere" }).ClickAsync();
        await desk.ArriveAsync("/login");

        // By script, as the page may be on its way already: nothing comes of it either way.
        await form.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).EvaluateAllAsync<int>("buttons => { buttons.forEach(button => button.click()); return buttons.length; }");
        await LedToSignInAsync(left);
        Assert.Empty(await server.Get<IInvitationStore>().ListAsync(home.OrgId, TimeProvider.System.GetUtcNow(), TestContext.Current.CancellationToken));
        await left.Page.GetByLabel("E-mail").FillAsync(home.Email);
        await left.Page.GetByLabel("Password").FillAsync(People.Password);
        await left.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await left.ArriveAsync(Users);
        Assert.Empty(left.Faults);
        Assert.Empty(desk.Faults);
    }

    [Fact]
    public async Task An_open_page_at_which_nobody_does_anything_leads_to_signing_in_when_the_person_is_removed_or_has_another_password()
    {
        await using var server = await WebServer.StartAsync();
        await using var beside = await server.BesideAsync();
        var home = await People.FoundAsync(server);
        var removed = await People.AddAsync(server, home.OrgId, Role.Admin);
        var renewed = await People.AddAsync(server, home.OrgId, Role.Analyst);
        await using var first = await Visit.StartAsync(chromium, server.Address);
        await using var second = await Visit.StartAsync(chromium, server.Address);
        await first.SignInAsync(removed, People.Password);
        await first.OpenAsync(Users);
        await second.SignInAsync(renewed, People.Password);
        await second.OpenAsync("/dashboard/decisions");

        var gone = (await beside.Get<IPeopleStore>().FindByEmailAsync(removed, TestContext.Current.CancellationToken))!;
        Assert.Empty((await beside.Get<PeopleFeature>().RemoveAsync(home.OrgId, gone.Id, "me", null, TestContext.Current.CancellationToken)).Problems);
        Assert.Empty((await beside.Get<IAccounts>().ResetPasswordAsync(renewed, "quite another sentence", TestContext.Current.CancellationToken)).Problems);

        await LedToSignInAsync(first);
        await LedToSignInAsync(second);
        Assert.Empty(first.Faults);
        Assert.Empty(second.Faults);
    }

    private static Task LedToSignInAsync(Visit visit) => Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" })).ToBeVisibleAsync(new() { Timeout = 20_000 });
}
