using Coop.BrowserTests.Support;
using Coop.Engine.Orgs;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

/// <summary>An organisation's own page.</summary>
public sealed class OrgJourneyTests(ChromiumFixture chromium)
{
    [Fact]
    public async Task It_is_renamed_and_shows_the_key_that_signs_its_webhooks()
    {
        await using var own = await OwnServer.StartAsync();
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        await visit.OpenAsync("/dashboard/settings/organization");
        var name = page.GetByRole(AriaRole.Textbox, new() { Name = "Name" });
        await name.FillAsync(" ");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save name" }).ClickAsync();
        await Assertions.Expect(page.GetByText("is required.")).ToBeVisibleAsync();
        await Assertions.Expect(name).ToBeFocusedAsync();
        await name.FillAsync("Acme & Söhne");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save name" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The name is saved.")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await visit.ConnectedAsync();
        await Assertions.Expect(name).ToHaveValueAsync("Acme & Söhne");
        Assert.Equal("Acme & Söhne", (await own.Server.Get<IOrgStore>().FindAsync(own.Home.OrgId, TestContext.Current.CancellationToken))!.Name);
        var key = await own.Server.Get<IOrgStore>().FindPublicKeyAsync(own.Home.OrgId, TestContext.Current.CancellationToken);
        Assert.Equal(key!.Trim(), (await page.GetByLabel("Public key").InnerTextAsync()).Trim());
        await visit.LookAsync("organisation-named");
        Assert.Empty(visit.Faults);
    }
}
