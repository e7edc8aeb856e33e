using System.Text.Json;
using Coop.BrowserTests.Support;
using Coop.Engine.Editing;
using Coop.Engine.Integrations;
using Coop.Plugins;
using Coop.Tests.Support;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

/// <summary>What a configuration form must not lose: what was saved, what was typed, what a colleague did.</summary>
public sealed class ConfigFormKeepsTests(ChromiumFixture chromium)
{
    private const string Id = "ACME_FORM";
    private const string Form = "/dashboard/settings/integrations/acme_form";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Secrets_are_replaced_and_removed_as_said_and_what_nobody_touched_stays_what_it_was()
    {
        await using var own = await StartAsync();
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        await visit.OpenAsync(Form);
        var form = page.GetByRole(AriaRole.Region, new() { Name = "Configuration", Exact = true });
        var save = form.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true });

        // JSON that is none says where beside the field, and the press of Save leads there, and tells what is wrong elsewhere as well.
        await form.GetByLabel("Extra").FillAsync("{\n  \"a\": tru }");
        await form.GetByLabel("At most").FillAsync("0,8");
        await save.ClickAsync();
        await Assertions.Expect(form.GetByText("2 things need your attention above.")).ToBeVisibleAsync();
        await Assertions.Expect(form.GetByLabel("At most")).ToHaveAccessibleDescriptionAsync("At most must be a number.");
        await Assertions.Expect(form.GetByLabel("Extra")).ToBeFocusedAsync();
        await Assertions.Expect(form.GetByLabel("Extra")).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(form.GetByLabel("Extra")).ToHaveAccessibleDescriptionAsync(new System.Text.RegularExpressions.Regex("Line 2, column 11"));
        await visit.PictureAsync("config-broken-json");
        Assert.Null(await SavedAsync(own));

        // A comma is no thousands separator, and two fields that do not go together are refused beside them by the integration itself.
        await form.GetByLabel("Extra").FillAsync("");
        await save.ClickAsync();
        await Assertions.Expect(form.GetByRole(AriaRole.Alert)).ToHaveTextAsync("At most must be a number.");
        await Assertions.Expect(form.GetByLabel("At most")).ToBeFocusedAsync();
        await form.GetByLabel("At least").FillAsync("0.9");
        await form.GetByLabel("At most").FillAsync("0.8");
        await form.GetByLabel("Token").FillAsync("t0p");
        await save.ClickAsync();
        await Assertions.Expect(form.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The end comes before the start.");
        await Assertions.Expect(form.GetByLabel("At most")).ToBeFocusedAsync();
        await form.GetByLabel("At least").FillAsync("0.1");
        await save.ClickAsync();
        await Assertions.Expect(form.GetByText("Saved just now")).ToBeVisibleAsync();
        Assert.Equal("""{"token":"t0p","weights":[1,2.5],"strict":false,"least":0.1,"most":0.8}""", await SavedAsync(own));

        // Left blank, a replacement is none.
        await form.GetByRole(AriaRole.Button, new() { Name = "Replace Token" }).ClickAsync();
        await Assertions.Expect(form.GetByText("Left empty, the saved one stays.")).ToBeVisibleAsync();
        await Assertions.Expect(form.Locator("input[type=password]")).ToBeFocusedAsync();
        await SaveAsync();
        Assert.Contains("\"token\":\"t0p\"", await SavedAsync(own));
        await form.GetByRole(AriaRole.Button, new() { Name = "Replace Token" }).ClickAsync();
        await form.Locator("input[type=password]").FillAsync("other");
        await form.GetByRole(AriaRole.Button, new() { Name = "Keep the saved one" }).ClickAsync();
        await Assertions.Expect(form.GetByLabel("Token: saved, not shown")).ToBeVisibleAsync();

        // A removal goes with the next save, and can be taken back before.
        await form.GetByRole(AriaRole.Button, new() { Name = "Remove Token" }).ClickAsync();
        await visit.PictureAsync("config-secret-removed");
        await form.GetByRole(AriaRole.Button, new() { Name = "Keep the saved one" }).ClickAsync();
        await SaveAsync();
        Assert.Contains("\"token\":\"t0p\"", await SavedAsync(own));
        await form.GetByRole(AriaRole.Button, new() { Name = "Remove Token" }).ClickAsync();
        await Assertions.Expect(form.GetByLabel("Token: is removed when you save")).ToBeVisibleAsync();
        Assert.Empty(await Accessibility.FindingsAsync(page));
        await SaveAsync();
        await Assertions.Expect(form.GetByLabel("Token", new() { Exact = true })).ToHaveAttributeAsync("type", "password");
        const string Last = """{"weights":[1,2.5],"strict":false,"least":0.1,"most":0.8}""";
        Assert.Equal(Last, await SavedAsync(own));

        // While the integration thinks, nothing can be typed that would be lost; when it never answers, what was typed is still there.
        await form.GetByLabel("At most").FillAsync("99");
        await save.ClickAsync();
        await Assertions.Expect(form.GetByLabel("At most")).ToBeDisabledAsync();
        await Assertions.Expect(form.GetByRole(AriaRole.Alert)).ToContainTextAsync("gave no answer within 10 seconds. Nothing was saved", new() { Timeout = 30_000 });
        await Assertions.Expect(form.GetByLabel("At most")).ToBeEditableAsync();
        await Assertions.Expect(form.GetByLabel("At most")).ToHaveValueAsync("99");
        Assert.Equal(Last, await SavedAsync(own));
        Assert.Empty(visit.Faults);

        async Task SaveAsync()
        {
            var before = await FindAsync(own);
            await save.ClickAsync();
            await Eventually.SeeAsync(() => FindAsync(own), now => now?.ChangedAt > before?.ChangedAt);
            await visit.OpenAsync(Form);
        }
    }

    [Fact]
    public async Task A_colleagues_save_and_a_reload_with_other_fields_are_shown_and_what_was_typed_stays()
    {
        await using var own = await StartAsync();
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        await visit.OpenAsync(Form);
        var form = page.GetByRole(AriaRole.Region, new() { Name = "Configuration", Exact = true });
        await form.GetByLabel("At most").FillAsync("7");

        var colleague = await own.Server.Get<IntegrationConfigFeature>().SaveAsync(
            own.Home.OrgId, Id, JsonElement.Parse("""{ "strict": true, "least": 3, "most": 4 }"""), "a colleague", null, Cancel);
        Assert.Empty(colleague.Problems);
        await Assertions.Expect(form.GetByLabel("At least")).ToHaveValueAsync("3");
        await Assertions.Expect(form.GetByLabel("Strict")).ToBeCheckedAsync();
        await Assertions.Expect(form.GetByLabel("At most")).ToHaveValueAsync("7");
        await Assertions.Expect(form.GetByText("The configuration was changed meanwhile")).ToBeVisibleAsync();

        await NodeIntegration.WriteAsync(own.Server, "acme", Module("""{ key: 'added', label: 'Added later', required: false, inputType: 'text' }"""));
        Assert.Empty((await own.Server.Get<IntegrationHost>().ReloadAsync(Cancel)).Problems);
        await Assertions.Expect(form.GetByLabel("Added later")).ToBeVisibleAsync();
        await Assertions.Expect(form.GetByLabel("At most")).ToHaveValueAsync("7");
        await form.GetByLabel("Added later").FillAsync("new");

        // Also over a reload of the page, and the form says so.
        await visit.OpenAsync(Form);
        await Assertions.Expect(form.GetByText("The configuration was changed since you wrote this")).ToBeVisibleAsync();
        await Assertions.Expect(form.GetByLabel("At most")).ToHaveValueAsync("7");
        await form.GetByRole(AriaRole.Button, new() { Name = "Save mine over it" }).ClickAsync();
        await Assertions.Expect(form.GetByText("The configuration was changed since you wrote this")).ToBeHiddenAsync();
        // The notice goes with the choice, before the author's code has validated what is saved; and that it was saved just now is true of the colleague, too.
        await Eventually.SeeAsync(() => SavedAsync(own), saved => saved == """{"strict":true,"least":3,"most":7,"added":"new"}""");

        // With the configuration goes what was typed over it.
        await form.GetByLabel("Added later").FillAsync("typed");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove configuration" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The configuration is removed.")).ToBeVisibleAsync();
        await visit.OpenAsync(Form);
        await Assertions.Expect(form.GetByLabel("Added later")).ToHaveValueAsync("");
        await Assertions.Expect(form.GetByText("What you typed before is back")).ToHaveCountAsync(0);
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task A_secret_whose_keys_are_lost_is_told_in_the_list_on_the_page_and_beside_its_field()
    {
        await using var own = await StartAsync();
        Assert.Empty((await own.Server.Get<IntegrationConfigFeature>().SaveAsync(own.Home.OrgId, Id, JsonElement.Parse("""{ "token": "t0p", "strict": true }"""), "me", null, Cancel)).Problems);
        await own.Server.StopAsync();
        foreach (var key in Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(own.Server.ConfigFile)!, "data", "keys")))
        {
            File.Delete(key);
        }

        await own.Server.StartAgainAsync();
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        await visit.OpenAsync("/dashboard/settings/integrations");
        var attention = page.GetByRole(AriaRole.Region, new() { Name = "Needs attention" });
        await Assertions.Expect(attention).ToContainTextAsync("Secret lost");
        await Assertions.Expect(attention).ToContainTextAsync("Token: saved, and cannot be read any more");
        await Assertions.Expect(page.GetByRole(AriaRole.Article)).ToHaveCountAsync(1);
        await visit.PictureAsync("integrations-secret-lost");
        Assert.Empty(await Accessibility.FindingsAsync(page));

        await attention.GetByRole(AriaRole.Link).ClickAsync();
        var form = page.GetByRole(AriaRole.Region, new() { Name = "Configuration", Exact = true });
        await Assertions.Expect(page.GetByText("A saved secret is lost")).ToBeVisibleAsync();
        await Assertions.Expect(form.GetByText("What was saved here cannot be read any more.")).ToBeVisibleAsync();
        await visit.PictureAsync("integration-secret-lost");
        Assert.Empty(await Accessibility.FindingsAsync(page));

        await form.GetByLabel("Token").FillAsync("again");
        await form.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(form.GetByLabel("Token: saved, not shown")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("A saved secret is lost")).ToHaveCountAsync(0);
        await visit.OpenAsync("/dashboard/settings/integrations");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Configured" })).ToContainTextAsync("Acme form");
        await Assertions.Expect(attention).ToHaveCountAsync(0);
        Assert.Empty(visit.Faults);
    }

    private static async Task<OwnServer> StartAsync()
    {
        var own = await OwnServer.StartAsync();
        await NodeIntegration.ListAsync(own.Server, await NodeIntegration.WriteAsync(own.Server, "acme", Module()));
        Assert.Empty((await own.Server.Get<IntegrationHost>().ReloadAsync(Cancel)).Problems);
        Assert.Equal(IntegrationState.Active, own.Server.Get<IntegrationHost>().Current.Integrations[0].State);
        return own;
    }

    private static string Module(string more = "") => $$"""
        {{NodeIntegration.Signal}}
        export default {
          manifest: { id: '{{Id}}', name: 'Acme form', version: '1.0.0', requiresConfig: true, signalTypeIds: ['ACME_FORM_SIGNAL'], configurationFields: [
            { key: 'token', label: 'Token', required: false, inputType: 'password' },
            { key: 'weights', label: 'Weights', required: false, inputType: 'array', default: [1, 2.5] },
            { key: 'extra', label: 'Extra', required: false, inputType: 'json' },
            { key: 'strict', label: 'Strict', required: true, inputType: 'boolean' },
            { key: 'least', label: 'At least', required: false, inputType: 'number' },
            { key: 'most', label: 'At most', required: false, inputType: 'number' },
            {{more}}
          ] },
          createSignals: () => [signal('ACME_FORM_SIGNAL', async () => ({ score: true }))],
          validateConfig: async (config) => config.most === 99 ? new Promise(() => {}) : config.least > config.most ? [{ key: 'most', message: 'The end comes before the start.' }] : [],
        };
        """;

    private static Task<Versioned<IntegrationConfig>?> FindAsync(OwnServer own) => own.Server.Get<ISettingStore<IntegrationConfig>>().FindAsync(own.Home.OrgId, Id, Cancel);

    private static async Task<string?> SavedAsync(OwnServer own) => (await FindAsync(own))?.Value.Json.GetRawText();
}
