using Coop.BrowserTests.Support;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

/// <summary>Policies as a tree that grows, is rearranged, and is not cut while something hangs on it.</summary>
public sealed class PolicyJourneyTests(ChromiumFixture chromium)
{
    [Fact]
    public async Task Policies_are_written_moved_below_one_another_and_not_deleted_while_used()
    {
        await using var own = await OwnServer.StartAsync();
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;

        await visit.OpenAsync("/dashboard/policies");
        await page.GetByRole(AriaRole.Link, new() { Name = "Write the first policy" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("Spam");
        await page.GetByLabel("Policy text").FillAsync("Do not flood.");
        await page.ReloadAsync();
        await visit.ConnectedAsync();
        await Assertions.Expect(page.GetByText("What you typed before is back")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Policy text")).ToHaveValueAsync("Do not flood.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create policy" }).ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Add below Spam" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("Scams");
        await page.GetByLabel("Penalty").SelectOptionAsync("HIGH");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create policy" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "New policy" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("Romance scams");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create policy" }).ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Romance scams", Exact = true }).ClickAsync();
        await page.GetByLabel("Below", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "\u2003Scams" });
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Locator("ul ul ul").GetByRole(AriaRole.Link, new() { Name = "Romance scams", Exact = true })).ToBeVisibleAsync();

        var type = await own.Api.CreateAsync("item-types", new { name = "Post", kind = "CONTENT", fields = new[] { new { name = "text", type = "STRING" } } });
        await page.GetByRole(AriaRole.Link, new() { Name = "Romance scams", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("No rule enforces it yet.")).ToBeVisibleAsync();
        var id = page.Url.Split('/')[^1];
        var condition = new { input = new { type = "CONTENT_FIELD", name = "text", contentTypeId = type }, comparator = "EQUALS", threshold = "x" };
        await own.Api.CreateAsync("rules", new { name = "Sweet talk", status = "DRAFT", itemTypeIds = new[] { type }, policyIds = new[] { id }, conditions = new { conjunction = "AND", conditions = new[] { condition } } });

        await visit.OpenAsync("/dashboard/policies");
        await Assertions.Expect(page.GetByText("1 rule", new() { Exact = true })).ToHaveAttributeAsync("title", "Sweet talk");
        await visit.LookAsync("policies");
        await page.GetByRole(AriaRole.Link, new() { Name = "Romance scams", Exact = true }).ClickAsync();
        var delete = page.GetByRole(AriaRole.Region, new() { Name = "Delete" });
        await Assertions.Expect(delete.GetByRole(AriaRole.Link, new() { Name = "Sweet talk" })).ToBeVisibleAsync();
        await Assertions.Expect(delete.GetByRole(AriaRole.Button)).ToBeHiddenAsync();
        await visit.LookAsync("policy");

        await visit.OpenAsync("/dashboard/policies");
        await page.GetByRole(AriaRole.Link, new() { Name = "Spam", Exact = true }).ClickAsync();
        await Assertions.Expect(delete.GetByRole(AriaRole.Link, new() { Name = "Scams", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Below", new() { Exact = true }).Locator("option")).ToHaveCountAsync(1);
        Assert.Empty(visit.Faults);
    }

    /// <summary>What was kept comes back in one message, and a message that is too long ends the page's connection each time it is opened.</summary>
    [Fact]
    public async Task Texts_as_long_as_they_may_be_can_be_typed_and_leave_a_page_that_opens_again()
    {
        await using var own = await OwnServer.StartAsync();
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        await visit.OpenAsync("/dashboard/policies/form");
        await page.GetByLabel("Policy text").FillAsync(new string('汉', 100_000));
        await page.GetByLabel("Enforcement guidelines").FillAsync(new string('字', 100_000));
        await page.GetByRole(AriaRole.Button, new() { Name = "Create policy" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The name is required.")).ToBeVisibleAsync();

        await page.ReloadAsync();
        await visit.ConnectedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create policy" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The name is required.")).ToBeVisibleAsync();
        Assert.Empty(visit.Faults);
    }
}
