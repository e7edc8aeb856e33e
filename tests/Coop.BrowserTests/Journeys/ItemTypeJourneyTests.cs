using Coop.BrowserTests.Support;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

/// <summary>An item type that rules rest on is changed with open eyes.</summary>
public sealed class ItemTypeJourneyTests(ChromiumFixture chromium)
{
    [Fact]
    public async Task Fields_are_ordered_and_hold_lists_and_what_a_rule_looks_at_is_named_before_it_goes()
    {
        await using var own = await OwnServer.StartAsync();
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        await visit.OpenAsync("/dashboard/settings/item_types/form");
        await page.GetByRole(AriaRole.Region, new() { Name = "Basics" }).GetByLabel("Name").FillAsync("Post");
        await AddFieldAsync(page, 2, "pictures", "ARRAY");
        await Row(page, 2).GetByLabel("Each entry").SelectOptionAsync("IMAGE");
        await AddFieldAsync(page, 3, "scores", "MAP");
        await Row(page, 3).GetByLabel("Values").SelectOptionAsync("NUMBER");
        await AddFieldAsync(page, 4, "author", "RELATED_ITEM");
        await AddFieldAsync(page, 5, "thread", "RELATED_ITEM");
        await page.GetByLabel("Creator").SelectOptionAsync("author");
        await page.GetByRole(AriaRole.Button, new() { Name = "Up field author" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Down field text" }).ClickAsync();
        await page.GetByLabel("Thread", new() { Exact = true }).SelectOptionAsync("thread");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create item type" }).ClickAsync();
        var thread = page.GetByLabel("Thread", new() { Exact = true });
        await Assertions.Expect(thread).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(thread).ToBeFocusedAsync();
        await visit.LookAsync("item-type-refused");
        await thread.SelectOptionAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create item type" }).ClickAsync();
        await Assertions.Expect(page.GetByText("pictures, text, author, scores, thread")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Post" }).ClickAsync();
        await Assertions.Expect(Row(page, 1).GetByLabel("Each entry")).ToHaveValueAsync("IMAGE");
        var type = page.Url.Split('/')[^1];
        object[] conditions =
        [
            new { input = new { type = "CONTENT_FIELD", name = "text", contentTypeId = type }, comparator = "EQUALS", threshold = "x" },
            new { input = new { type = "CONTENT_COOP_INPUT", name = "Content author (user)" }, comparator = "IS_NOT_PROVIDED" },
        ];
        await own.Api.CreateAsync("rules", new { name = "Anonymous", status = "DRAFT", itemTypeIds = new[] { type }, conditions = new { conjunction = "AND", conditions } });
        await page.ReloadAsync();
        await visit.ConnectedAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove field text" }).ClickAsync();
        var question = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(question.GetByText("Anonymous")).ToBeVisibleAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove field scores" }).ClickAsync();
        await page.GetByLabel("Creator").SelectOptionAsync("thread");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Fields" }).GetByText("The field 'text' is used by the rule 'Anonymous'.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Roles" }).GetByText("The creator field 'author' is used by the rule 'Anonymous'.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Delete" }).GetByRole(AriaRole.Link, new() { Name = "Anonymous" })).ToBeVisibleAsync();
        await visit.LookAsync("item-type-in-use");
        Assert.Empty(visit.Faults);
    }

    private static async Task AddFieldAsync(IPage page, int number, string name, string type)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a field" }).ClickAsync();
        await Row(page, number).GetByLabel("Name").FillAsync(name);
        await Row(page, number).GetByLabel("Type").SelectOptionAsync(type);
    }

    private static ILocator Row(IPage page, int number) => page.GetByRole(AriaRole.Group, new() { Name = $"Field {number}", Exact = true });
}
