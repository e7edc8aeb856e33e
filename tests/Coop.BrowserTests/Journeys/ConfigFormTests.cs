using Coop.BrowserTests.Support;
using Coop.Engine.Integrations;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

/// <summary>The form drawn from a manifest that has every kind of field.</summary>
public sealed class ConfigFormTests(ChromiumFixture chromium)
{
    private const string Form = "/dashboard/settings/integrations/conformance";

    [Fact]
    public async Task Every_kind_of_input_is_drawn_checked_beside_itself_and_saved_as_its_kind_and_a_secret_never_comes_back()
    {
        await using var own = await OwnServer.StartAsync("../tests/plugins/Plugin.Conformance");
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        await visit.OpenAsync(Form);
        var form = page.GetByRole(AriaRole.Region, new() { Name = "Configuration", Exact = true });
        var save = form.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true });

        // What the manifest starts with.
        await Assertions.Expect(form.GetByLabel("Name")).ToHaveValueAsync("fox");
        await Assertions.Expect(form.GetByLabel("From", new() { Exact = true })).ToHaveValueAsync("2");
        await Assertions.Expect(form.GetByLabel("On", new() { Exact = true })).ToBeCheckedAsync();
        await Assertions.Expect(form.GetByPlaceholder("sk-…")).ToHaveAttributeAsync("type", "password");

        await form.GetByLabel("Name").FillAsync("FOX");
        await form.GetByLabel("Home").FillAsync("nowhere");
        await form.GetByLabel("From", new() { Exact = true }).FillAsync("eleven");
        await form.GetByLabel("Raw").FillAsync("{ \"a\": 1,\n  b }");
        await Assertions.Expect(form.GetByText("Line 2, column 3")).ToBeVisibleAsync();
        await save.ClickAsync();
        await form.GetByLabel("Raw").FillAsync("{ \"a\": [1, true] }");
        await save.ClickAsync();
        foreach (var label in new[] { "Key is required", "Name", "From", "Home" })
        {
            await Assertions.Expect(form.GetByRole(AriaRole.Alert).Filter(new() { HasText = label })).ToBeVisibleAsync();
        }

        await visit.LookAsync("config-every-kind-refused");

        await form.GetByPlaceholder("sk-…").FillAsync("s3cret-value");
        await form.GetByLabel("Name").FillAsync("hare");
        await form.GetByLabel("From", new() { Exact = true }).FillAsync("3.5");
        await form.GetByLabel("Home").FillAsync("https://home.example/");
        await form.GetByLabel("Size").SelectOptionAsync("l");
        await form.GetByLabel("On", new() { Exact = true }).UncheckAsync();
        await form.GetByRole(AriaRole.Button, new() { Name = "Add an entry" }).ClickAsync();
        await form.GetByLabel("List, entry 1").FillAsync("one");
        await save.ClickAsync();
        await Assertions.Expect(form.GetByText("Saved just now")).ToBeVisibleAsync();

        Assert.Equal(
            """{"apiKey":"s3cret-value","name":"hare","raw":{"a":[1,true]},"list":["one"],"from":3.5,"on":false,"size":"l","home":"https://home.example/"}""",
            await SavedAsync(own));

        await visit.OpenAsync(Form);
        Assert.DoesNotContain("s3cret-value", await page.ContentAsync());
        await Assertions.Expect(form.GetByLabel("Key: saved, not shown")).ToBeVisibleAsync();
        await form.GetByLabel("Name").FillAsync("owl");
        await save.ClickAsync();
        await Assertions.Expect(page.GetByText("is configured.")).ToBeVisibleAsync();
        Assert.Contains("\"apiKey\":\"s3cret-value\",\"name\":\"owl\"", await SavedAsync(own));

        await form.GetByRole(AriaRole.Button, new() { Name = "Replace" }).ClickAsync();
        await form.GetByPlaceholder("sk-…").FillAsync("another");
        await visit.LookAsync("config-every-kind");
        await save.ClickAsync();
        await Assertions.Expect(form.GetByRole(AriaRole.Button, new() { Name = "Replace" })).ToBeVisibleAsync();
        Assert.Contains("\"apiKey\":\"another\"", await SavedAsync(own));
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task The_model_card_shows_fields_and_subsections_and_links_addresses_and_a_logo_elsewhere_is_never_fetched()
    {
        await using var own = await OwnServer.StartAsync("../tests/plugins/Plugin.Conformance");
        await using var visit = await own.VisitAsync(chromium);
        await visit.OpenAsync(Form + "/model-card");
        var section = visit.Page.Locator("main details").First;

        await Assertions.Expect(section.GetByText("Inner")).ToBeVisibleAsync();
        await Assertions.Expect(section.GetByRole(AriaRole.Link, new() { Name = "https://docs.vendor.example" })).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByText("Learn more about how to read model cards")).ToBeVisibleAsync();
        Assert.Empty(await Accessibility.FindingsAsync(visit.Page));
        Assert.Empty(visit.Faults);
    }

    private static async Task<string> SavedAsync(OwnServer own) =>
        (await own.Server.Get<IIntegrationConfigStore>().GetAsync(own.Home.OrgId, "CONFORMANCE", TestContext.Current.CancellationToken)).Json.GetRawText();
}
