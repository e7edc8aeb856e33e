using Coop.BrowserTests.Support;
using Coop.Engine.People;
using Coop.Server.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

/// <summary>A page that is open when its session ends elsewhere: at the same server, or at another one on the same data.</summary>
public sealed class EndedSessionTests(ChromiumFixture chromium)
{
    private const string Users = "/dashboard/settings/users";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_open_page_is_refused_at_once_also_while_it_does_not_look_whether_its_session_lives(bool elsewhere)
    {
        await using var own = await OwnServer.StartAsync(Looking(TimeSpan.FromDays(1)));
        await using var beside = elsewhere ? await own.Server.BesideAsync() : null;
        await using var left = await own.VisitAsync(chromium);
        await left.OpenAsync(Users);
        await left.Page.GetByRole(AriaRole.Region, new() { Name = "Invite somebody" }).GetByLabel("E-mail").FillAsync("grace@example.com");

        await SignOutAsync(own, beside);

        await left.Page.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        await Assertions.Expect(left.Page.GetByText("Your session has ended")).ToBeVisibleAsync();
        Assert.Empty(await own.Server.Get<IInvitationStore>().ListAsync(own.Home.OrgId, TimeProvider.System.GetUtcNow(), Cancel));
        await left.LookAsync("session-ended");
        Assert.Empty(left.Faults);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_open_page_whose_session_was_ended_leads_to_signing_in_and_from_there_back(bool elsewhere)
    {
        await using var own = await OwnServer.StartAsync(Looking(TimeSpan.FromMilliseconds(100)));
        await using var beside = elsewhere ? await own.Server.BesideAsync() : null;
        await using var left = await own.VisitAsync(chromium);
        await left.OpenAsync(Users);

        await SignOutAsync(own, beside);

        await LedToSignInAsync(left);
        await left.Page.GetByLabel("E-mail").FillAsync(own.Home.Email);
        await left.Page.GetByLabel("Password").FillAsync(People.Password);
        await left.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await left.ArriveAsync(Users);
        Assert.Empty(left.Faults);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_open_page_at_which_nobody_does_anything_leads_to_signing_in_when_the_person_is_removed_or_has_another_password(bool elsewhere)
    {
        await using var own = await OwnServer.StartAsync(Looking(TimeSpan.FromMilliseconds(100)));
        await using var beside = elsewhere ? await own.Server.BesideAsync() : null;
        var acting = beside ?? own.Server;
        var removed = await own.AddPersonAsync(Role.Admin);
        var renewed = await own.AddPersonAsync(Role.Analyst);
        await using var first = await own.VisitAsync(chromium, removed);
        await using var second = await own.VisitAsync(chromium, renewed);
        await using var stays = await own.VisitAsync(chromium);
        await first.OpenAsync(Users);
        await second.OpenAsync("/dashboard/decisions");
        await stays.OpenAsync("/dashboard/policies/form");

        var gone = (await acting.Get<IPeopleStore>().FindByEmailAsync(removed, Cancel))!;
        Assert.Empty((await acting.Get<PeopleFeature>().RemoveAsync(own.Home.OrgId, gone.Id, "me", null, Cancel)).Problems);
        Assert.Empty((await acting.Get<IAccounts>().ResetPasswordAsync(renewed, "quite another sentence", Cancel)).Problems);

        await LedToSignInAsync(first);
        await LedToSignInAsync(second);

        // Whose session lives stays where they are.
        await stays.Page.GetByLabel("Name").FillAsync("Spam");
        await stays.Page.GetByRole(AriaRole.Button, new() { Name = "Create policy" }).ClickAsync();
        await Assertions.Expect(stays.Page.GetByRole(AriaRole.Link, new() { Name = "Spam", Exact = true })).ToBeVisibleAsync();
        Assert.Empty(first.Faults);
        Assert.Empty(second.Faults);
        Assert.Empty(stays.Faults);
    }

    private static Action<IServiceCollection> Looking(TimeSpan every) => services => services.AddSingleton(new SessionWatchOptions { LookEvery = every });

    /// <summary>The admin, from another device.</summary>
    private async Task SignOutAsync(OwnServer own, WebServer? beside)
    {
        await using var desk = await own.VisitAsync(chromium, address: beside?.Address);
        await desk.Page.Locator("details.profile summary").ClickAsync();
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere" }).ClickAsync();
        await LedToSignInAsync(desk);
        Assert.Empty(desk.Faults);
    }

    private static Task LedToSignInAsync(Visit visit) => Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" })).ToBeVisibleAsync();
}
