using Coop.BrowserTests.Support;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

public sealed class IntegrationJourneyTests(ChromiumFixture chromium)
{
    private const string Example = "/dashboard/settings/integrations/coop_integration_example";

    [Fact]
    public async Task An_entry_added_to_the_config_file_appears_on_reload_and_is_configured_with_errors_beside_the_fields()
    {
        await using var own = await OwnServer.StartAsync("Coop.Integration.Text");
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        await visit.OpenAsync("/dashboard/settings/integrations");
        await Assertions.Expect(page.GetByRole(AriaRole.Article)).ToHaveCountAsync(1);

        await File.WriteAllTextAsync(own.Server.ConfigFile, WebServer.ConfigOf("Coop.Integration.Text", "Coop.Integration.Example", "no-such-folder"), TestContext.Current.CancellationToken);
        await page.GetByRole(AriaRole.Button, new() { Name = "Reload" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Available" })).ToContainTextAsync("Not configured");
        var attention = page.GetByRole(AriaRole.Region, new() { Name = "Needs attention" });
        await Assertions.Expect(attention).ToContainTextAsync("Not found");
        await Assertions.Expect(attention).ToContainTextAsync("Next:");
        await visit.LookAsync("integrations-reloaded");

        await page.GetByRole(AriaRole.Region, new() { Name = "Available" }).GetByRole(AriaRole.Link).ClickAsync();
        await page.GetByLabel("True percentage").FillAsync("120");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Configuration", Exact = true }).GetByRole(AriaRole.Alert)).ToContainTextAsync("True percentage");
        await Assertions.Expect(page.GetByLabel("True percentage")).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByLabel("True percentage")).ToHaveAttributeAsync("aria-invalid", "true");
        await visit.LookAsync("integration-refused");

        await page.GetByLabel("True percentage").FillAsync("100");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Saved just now")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Signals", Exact = true }).ClickAsync();
        var trial = page.GetByRole(AriaRole.Form).First;
        await trial.GetByLabel("Value", new() { Exact = true }).FillAsync("anything");
        await trial.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await Assertions.Expect(trial.GetByText("true", new() { Exact = true })).ToBeVisibleAsync();
        await visit.LookAsync("integration-tried");

        await visit.OpenAsync(Example);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove configuration" }).ClickAsync();
        await visit.LookAsync("integration-remove");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The configuration is removed.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("True percentage")).ToHaveValueAsync("");
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task The_search_box_finds_an_integration_by_the_name_of_a_signal()
    {
        await using var own = await OwnServer.StartAsync("Coop.Integration.Text", "Coop.Integration.Example");
        await using var visit = await own.VisitAsync(chromium);

        await visit.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search rules, integrations and items" }).FillAsync("coin flip");
        await visit.Page.GetByRole(AriaRole.Search).GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(visit.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(Example));
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search rules" })).ToHaveValueAsync("");
        Assert.Empty(visit.Faults);
    }
}
