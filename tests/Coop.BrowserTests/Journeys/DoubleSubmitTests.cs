using Coop.BrowserTests.Support;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

/// <summary>A second press of a button before the first is answered does nothing of its own.</summary>
public sealed class DoubleSubmitTests(ChromiumFixture chromium)
{
    private static readonly object Post = new { name = "Post", kind = "CONTENT", fields = new[] { new { name = "text", type = "STRING", required = true } } };

    [Theory]
    [InlineData("/dashboard/settings/api_auth", "Create key", "api-keys", "Created")]
    [InlineData("/dashboard/policies/form", "Create policy", "policies", "Twice")]
    [InlineData("/dashboard/rules/banks/form", "Create bank", "banks", "Twice")]
    [InlineData("/dashboard/settings/item_types/form", "Create item type", "item-types", "Twice")]
    [InlineData("/dashboard/rules/proactive/form", "Save", "rules", "Twice")]
    public async Task Two_presses_make_one(string path, string button, string collection, string shown)
    {
        await using var own = await OwnServer.StartAsync();
        await own.Api.CreateAsync("item-types", Post);
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        await visit.OpenAsync(path);
        await page.GetByLabel("Name").First.FillAsync("Twice");
        if (collection == "rules")
        {
            await page.GetByLabel("Post", new() { Exact = true }).CheckAsync();
            await page.GetByLabel("Input", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "text (text)" });
            await page.GetByLabel("Comparison").SelectOptionAsync("IS_NOT_PROVIDED");
        }

        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).DblClickAsync();
        await Assertions.Expect(page.GetByText("Twice").Or(page.GetByText(shown)).First).ToBeVisibleAsync();
        await visit.OpenAsync("/dashboard");
        var list = await own.Api.ListAsync(collection);
        Assert.Single(list.EnumerateArray(), thing => thing.GetProperty("name").GetString() == "Twice");
        Assert.Empty(visit.Faults);
    }
}
