using System.Text.RegularExpressions;
using Coop.BrowserTests.Support;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

public sealed partial class ShellTests(ChromiumFixture chromium)
{
    private const string Example = "/dashboard/settings/integrations/coop_integration_example";

    [Fact]
    public async Task The_theme_is_switched_at_once_and_stays_for_the_next_page()
    {
        await using var own = await OwnServer.StartAsync();
        await using var visit = await own.VisitAsync(chromium);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await visit.OpenAsync("/dashboard");
        await Assertions.Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        Assert.Equal("rgb(16, 17, 24)", await visit.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task On_a_narrow_screen_the_navigation_is_a_drawer_that_closes_when_a_place_is_chosen()
    {
        await using var own = await OwnServer.StartAsync();
        await using var visit = await own.VisitAsync(chromium, width: 390);
        var users = visit.Page.GetByRole(AriaRole.Link, new() { Name = "Users" });

        await Assertions.Expect(users).ToBeHiddenAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
        await Assertions.Expect(users).ToBeInViewportAsync();
        await visit.PictureAsync("drawer");
        await users.ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Users" })).ToBeVisibleAsync();
        await Assertions.Expect(users).ToBeHiddenAsync();
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task Places_that_are_not_there_yet_are_shown_and_are_no_links()
    {
        await using var own = await OwnServer.StartAsync();
        await using var visit = await own.VisitAsync(chromium);
        foreach (var place in new[] { "Queues", "Routing", "Investigation", "Audit log" })
        {
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Navigation).GetByText(place)).ToBeVisibleAsync();
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = place })).ToHaveCountAsync(0);
        }
    }

    [Fact]
    public async Task The_profile_menu_signs_out()
    {
        await using var own = await OwnServer.StartAsync();
        await using var visit = await own.VisitAsync(chromium);

        await visit.Page.Locator("summary", new() { HasText = "Account of Ada Lovelace" }).ClickAsync();
        await visit.PictureAsync("profile-menu");
        await visit.Page.GetByText("Sign out").ClickAsync();
        await Assertions.Expect(visit.Page).ToHaveURLAsync(LoginUrl());
        await visit.Page.GotoAsync("/dashboard");
        await Assertions.Expect(visit.Page).ToHaveURLAsync(LoginUrl());
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task What_was_typed_survives_a_restart_of_the_server_and_the_page_comes_back_by_itself()
    {
        await using var own = await OwnServer.StartAsync("Coop.Integration.Example");
        await using var visit = await own.VisitAsync(chromium);
        visit.ExpectsRefusals = true;
        await visit.OpenAsync(Example);
        await visit.Page.GetByLabel("True percentage").FillAsync("37");
        await visit.Page.WaitForFunctionAsync("() => Object.keys(sessionStorage).some(key => key.startsWith('coop-draft:'))");

        await own.Server.StopAsync();
        await Assertions.Expect(visit.Page.GetByText("Connection lost")).ToBeVisibleAsync();
        await visit.PictureAsync("connection-lost");
        await own.Server.StartAgainAsync();

        await Assertions.Expect(visit.Page.GetByText("What you typed before is back")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(visit.Page.GetByLabel("True percentage")).ToHaveValueAsync("37");
        await visit.LookAsync("draft-restored");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Discard it" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByLabel("True percentage")).ToHaveValueAsync("");
    }

    [GeneratedRegex("/login")]
    private static partial Regex LoginUrl();
}
