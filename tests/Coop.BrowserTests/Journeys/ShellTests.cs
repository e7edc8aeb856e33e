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
    public async Task Every_place_that_is_shown_is_a_link_to_a_page_of_that_name()
    {
        await using var own = await OwnServer.StartAsync();
        await using var visit = await own.VisitAsync(chromium);
        var places = await ReadAsync(visit, "Main", ".nav-list > li");
        Assert.NotEmpty(places);
        foreach (var (name, href) in places)
        {
            await visit.OpenAsync(href);
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = name, Level = 1, Exact = true })).ToBeVisibleAsync();
        }

        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task Every_tab_that_is_shown_is_a_link_to_its_part()
    {
        await using var own = await OwnServer.StartAsync("Coop.Integration.Example");
        await using var visit = await own.VisitAsync(chromium);
        await visit.OpenAsync(Example);
        var tabs = await ReadAsync(visit, "About Coop Integration Example", ".tab-link");
        Assert.Equal(["Configure", "Signals", "Model card"], tabs.Select(tab => tab.Name));
        foreach (var (name, href) in tabs)
        {
            await visit.OpenAsync(href);
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true })).ToHaveAttributeAsync("aria-current", "page");
        }

        Assert.Empty(visit.Faults);
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

    /// <summary>What stands in a bar of places, each with where it leads. One that leads nowhere fails.</summary>
    private static async Task<List<(string Name, string Href)>> ReadAsync(Visit visit, string bar, string entry)
    {
        var read = new List<(string, string)>();
        foreach (var place in await visit.Page.GetByRole(AriaRole.Navigation, new() { Name = bar, Exact = true }).Locator(entry).AllAsync())
        {
            var name = (await place.InnerTextAsync()).Trim();
            var href = await place.EvaluateAsync<string?>("place => place.closest('a')?.getAttribute('href') ?? place.querySelector('a')?.getAttribute('href')");
            Assert.True(href is not null, $"“{name}” is shown and leads nowhere");
            read.Add((name, href));
        }

        return read;
    }

    [GeneratedRegex("/login")]
    private static partial Regex LoginUrl();
}
