using Coop.BrowserTests.Support;
using Coop.Engine.Editing;
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

    /// <summary>Of what there is already: the log of changes has one more.</summary>
    [Theory]
    [InlineData("action")]
    [InlineData("configuration")]
    [InlineData("organisation")]
    public async Task Two_presses_save_once(string kind)
    {
        await using var own = await OwnServer.StartAsync();
        var setting = await Editable.MakeAsync(kind, own);
        await using var visit = await own.VisitAsync(chromium);
        await visit.OpenAsync(setting.Path);
        await setting.On(visit).FillAsync("Twice");
        var before = await ChangesAsync(own);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = setting.Save, Exact = true }).DblClickAsync();
        await Assertions.Expect(visit.Page.Locator(".mud-snackbar").First).ToBeVisibleAsync();
        await visit.OpenAsync("/dashboard");
        await visit.OpenAsync(setting.Path);

        await Assertions.Expect(setting.On(visit)).ToHaveValueAsync("Twice");
        Assert.Equal(before + 1, await ChangesAsync(own));
        Assert.Empty(visit.Faults);
    }

    /// <summary>Nobody else changes anything of this server's only organisation.</summary>
    private static async Task<long> ChangesAsync(OwnServer own) =>
        (await own.Server.Get<IOrgRevisions>().OfAsync(own.Home.OrgId, TestContext.Current.CancellationToken)).All;
}
