using Coop.BrowserTests.Support;
using Coop.Engine.Orgs;
using Coop.Tests.Support;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

/// <summary>What a rule needs, set up by somebody who makes mistakes on the way.</summary>
public sealed class SettingsJourneyTests(ChromiumFixture chromium)
{
    [Fact]
    public async Task An_item_type_is_described_its_mistake_mended_and_a_half_filled_form_survives_a_reload()
    {
        await using var own = await OwnServer.StartAsync();
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        await visit.OpenAsync("/dashboard");
        await page.GetByRole(AriaRole.Link, new() { Name = "Add an item type" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "New item type" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Create item type" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The name is required.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Basics" }).GetByLabel("Name").FillAsync("Post");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a field" }).ClickAsync();
        var second = page.GetByRole(AriaRole.Group, new() { Name = "Field 2" });
        await second.GetByLabel("Name").FillAsync("thread");
        await second.GetByLabel("Type").SelectOptionAsync("RELATED_ITEM");
        await page.GetByLabel("Thread", new() { Exact = true }).SelectOptionAsync("thread");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create item type" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The role threadId needs the role createdAt as well.")).ToBeVisibleAsync();

        await page.ReloadAsync();
        await visit.ConnectedAsync();
        await Assertions.Expect(page.GetByText("What you typed before is back")).ToBeVisibleAsync();
        await page.GetByLabel("Thread", new() { Exact = true }).SelectOptionAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create item type" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Post" }).ClickAsync();
        await Assertions.Expect(page.GetByText("No rule reads it yet.")).ToBeVisibleAsync();
        await visit.LookAsync("item-type");

        await visit.OpenAsync("/dashboard/settings/item_types");
        await page.GetByRole(AriaRole.Link, new() { Name = "User", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("it can be changed but not deleted")).ToBeVisibleAsync();
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task An_action_is_tried_on_the_platform_before_it_is_saved()
    {
        await using var platform = await WebhookReceiver.StartAsync();
        await using var own = await OwnServer.StartAsync();
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        await visit.OpenAsync("/dashboard/settings/actions/form");

        await page.GetByRole(AriaRole.Region, new() { Name = "Basics" }).GetByLabel("Name").FillAsync("Hide the post");
        await page.GetByLabel("URL").FillAsync(platform.Url);
        await page.GetByLabel("Body").FillAsync("{ \"visibility\":\n  hidden }");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create action" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Line 2, column 3:")).ToBeVisibleAsync();
        await page.GetByLabel("Body").FillAsync("{ \"visibility\": \"hidden\" }");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a test" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Delivered: HTTP 204")).ToBeVisibleAsync();
        await visit.LookAsync("action-tested");

        var sample = Assert.Single(platform.Received);
        Assert.Equal("hidden", sample.Json.GetProperty("custom").GetProperty("visibility").GetString());
        var key = await own.Server.Get<IOrgStore>().FindPublicKeyAsync(own.Home.OrgId, TestContext.Current.CancellationToken);
        var signature = sample.Headers.Single(header => header.Key == "coop-signature").Value;
        Assert.True(Engine.Actions.WebhookSignature.Verify(key!, sample.Body, signature));

        await page.GetByRole(AriaRole.Button, new() { Name = "Create action" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Hide the post" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Deliveries" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Nothing delivered yet")).ToBeVisibleAsync();
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task A_bank_is_filled_from_a_file_whose_bad_lines_are_all_told_and_a_value_is_tested_against_it()
    {
        await using var own = await OwnServer.StartAsync("Coop.Integration.Text");
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        await visit.OpenAsync("/dashboard/rules/banks/form");
        await page.GetByLabel("Name").FillAsync("Scam phrases");
        await page.GetByLabel("Holds").SelectOptionAsync("REGEX");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create bank" }).ClickAsync();
        await Assertions.Expect(page.GetByText("It is empty")).ToBeVisibleAsync();

        await page.GetByText("Import a CSV file", new() { Exact = true }).ClickAsync();
        await page.GetByLabel("File").SetInputFilesAsync(Csv("value\n(free|easy) money\n(open\nx,y\n"));
        await Assertions.Expect(page.GetByText("Line 3: The pattern is wrong at character")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Line 4: It has 2 columns instead of one.")).ToBeVisibleAsync();
        Assert.Empty(await Accessibility.FindingsAsync(page));
        await page.GetByLabel("File").SetInputFilesAsync(Csv("value\n(free|easy) money\n\"x,y\"\n"));
        await Assertions.Expect(page.GetByText("The bank now has 2 entries")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Textbox, new() { Name = "Value" }).FillAsync("EASY money today");
        await page.GetByRole(AriaRole.Button, new() { Name = "Test", Exact = true }).ClickAsync();
        var outcomes = page.GetByRole(AriaRole.Region, new() { Name = "Test a value" });
        await Assertions.Expect(outcomes.GetByText("Yes", new() { Exact = true }).First).ToBeVisibleAsync();
        await Assertions.Expect(outcomes.GetByText("(free|easy) money").First).ToBeVisibleAsync();
        await visit.LookAsync("bank");
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task A_key_is_shown_once_and_revoked()
    {
        await using var own = await OwnServer.StartAsync();
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        await visit.OpenAsync("/dashboard/settings/api_auth");
        await page.GetByLabel("Name").FillAsync("Backend");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create key" }).ClickAsync();
        await Assertions.Expect(page.GetByText("“Backend” is ready")).ToBeVisibleAsync();
        await visit.LookAsync("api-key-new");

        await visit.OpenAsync("/dashboard/settings/api_auth");
        await Assertions.Expect(page.GetByText("is ready")).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke Backend" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Revoked", new() { Exact = true })).ToBeVisibleAsync();
        Assert.Empty(visit.Faults);
    }

    private static FilePayload Csv(string text) => new() { Name = "bank.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(text) };
}
