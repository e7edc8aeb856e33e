using Coop.BrowserTests.Support;
using Coop.Engine.Actions;
using Coop.Tests.Support;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

/// <summary>A webhook with a credential and parameters: what is saved stays until somebody changes it, and what is secret is not shown.</summary>
public sealed class ActionJourneyTests(ChromiumFixture chromium)
{
    [Fact]
    public async Task A_header_s_value_is_kept_unseen_or_replaced_and_a_parameter_stays_as_it_was_given()
    {
        await using var platform = await WebhookReceiver.StartAsync();
        await using var own = await OwnServer.StartAsync();
        var id = await own.Api.CreateAsync("actions", new
        {
            name = "Hide the post",
            type = "CUSTOM_ACTION",
            callbackUrl = platform.Url,
            callbackHeaders = new Dictionary<string, string> { ["authorization"] = "Bearer first" },
            parameters = new[] { new { name = "why", type = "SELECT", description = "Shown to the author", options = new[] { new { value = "a = b", label = "\"A\" = B" } } } },
        });
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        await OpenAsync(visit, id);

        Assert.DoesNotContain("Bearer first", await page.ContentAsync(), StringComparison.Ordinal);
        await Assertions.Expect(page.GetByLabel("Header 1, value: saved, not shown")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Group, new() { Name = "Parameter 1" }).GetByLabel("Description")).ToHaveValueAsync("Shown to the author");
        await page.GetByRole(AriaRole.Group, new() { Name = "Parameter 1" }).GetByLabel("Description").FillAsync("Shown to them");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a header" }).ClickAsync();
        await page.GetByLabel("Header 2, name").FillAsync("x-tenant");
        await page.GetByLabel("Header 2, value").FillAsync("seven");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a test" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Delivered: HTTP 204")).ToBeVisibleAsync();
        Assert.Equal(("Bearer first", "seven"), (platform.Received[0].Header("authorization"), platform.Received[0].Header("x-tenant")));
        await visit.LookAsync("action-headers");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("“Hide the post” is saved.")).ToBeVisibleAsync();
        var saved = await SavedAsync(own, id);
        Assert.Equal(("Bearer first", "Shown to them"), (saved.CallbackHeaders["authorization"], saved.Parameters[0].Description));
        Assert.Equal(new ActionParameterOption("a = b", "\"A\" = B"), Assert.Single(saved.Parameters[0].Options));

        await OpenAsync(visit, id);
        await page.GetByRole(AriaRole.Button, new() { Name = "Replace the value of header 1" }).ClickAsync();
        await page.GetByLabel("Header 1, value").FillAsync("Bearer second");
        await page.ReloadAsync();
        await visit.ConnectedAsync();
        await Assertions.Expect(page.GetByText("What you typed before is back")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("The value of the header 'authorization' must be")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Header 1, value")).ToBeFocusedAsync();
        await visit.LookAsync("action-header-refused");
        await page.GetByLabel("Header 1, value").FillAsync("Bearer second");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("“Hide the post” is saved.")).ToBeVisibleAsync();
        Assert.Equal("Bearer second", (await SavedAsync(own, id)).CallbackHeaders["authorization"]);

        await OpenAsync(visit, id);
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Body" }).FillAsync("""{ "a": "\ud800" }""");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Text and names must be valid Unicode")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Body" })).ToBeFocusedAsync();
        Assert.Empty(visit.Faults);
    }

    private static Task OpenAsync(Visit visit, string id) => visit.OpenAsync("/dashboard/settings/actions/form/" + id);

    private static async Task<ModerationAction> SavedAsync(OwnServer own, string id) =>
        (await own.Server.Get<ActionFeature>().FindAsync(own.Home.OrgId, id, TestContext.Current.CancellationToken)).Value.Value;
}
