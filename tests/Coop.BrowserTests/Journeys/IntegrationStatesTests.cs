using System.Text.RegularExpressions;
using Coop.BrowserTests.Support;
using Coop.Engine.Integrations;
using Coop.Plugins;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

/// <summary>Whatever became of an entry of the config file is on the page, with its reason and what to do next.</summary>
public sealed class IntegrationStatesTests(ChromiumFixture chromium)
{
    private const string List = "/dashboard/settings/integrations";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_state_has_its_reason_and_next_step_on_its_card_and_its_page()
    {
        await using var own = await OwnServer.StartAsync();
        await NodeIntegration.WriteAsync(own.Server, "working", Module("ACME_WORKING", "Working well"));
        await NodeIntegration.WriteAsync(own.Server, "twin", Module("ACME_WORKING", "Another of that id"));
        await NodeIntegration.WriteAsync(own.Server, "off", Module("ACME_OFF", "Switched off"));
        await NodeIntegration.WriteAsync(own.Server, "future", Module("ACME_FUTURE", "From the future", "contractVersion: '[9.0,10.0)',"));
        await NodeIntegration.WriteAsync(own.Server, "broken", Module("ACME_BROKEN", "Broken throughout", "configurationFields: [1, 2, 3, 4, 5, 6].map((each) => ({ key: 'k', label: '', required: true, inputType: 'text', pattern: '(' })),"));
        await NodeIntegration.WriteAsync(own.Server, "throws", "throw new Error('no disk left');");
        await File.WriteAllTextAsync(
            own.Server.ConfigFile,
            """{ "integratoins": 1, "integrations": [ { "package": "./working" }, { "package": "./twin" }, { "package": "./off", "enabled": false }, { "package": "./future" }, { "package": "./broken" }, { "package": "./throws" }, { "package": "./nowhere" } ] }""",
            Cancel);
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        await visit.OpenAsync(List);
        await Assertions.Expect(page.GetByText("No integrations yet")).ToBeVisibleAsync();

        // Another admin reloads; nobody touches this page.
        Assert.Empty((await own.Server.Get<IntegrationHost>().ReloadAsync(Cancel)).Problems);
        await Assertions.Expect(page.GetByRole(AriaRole.Article)).ToHaveCountAsync(7);
        await Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "integratoins" })).ToContainTextAsync("Did you mean \"integrations\"?");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Needs attention" }).GetByRole(AriaRole.Article)).ToHaveCountAsync(5);
        (string Card, string State, string Reason, string? Next)[] expected =
        [
            ("Another of that id", "Invalid", "ACME_WORKING", "Correct what is listed here"),
            ("From the future", "Incompatible", "9.0", "Install a version made for this version of Coop"),
            ("Broken throughout", "Invalid", "configurationFields", "Correct what is listed here"),
            ("throws", "Failed to start", "no disk left", "Reload tries again"),
            ("nowhere", "Not found", "nowhere", "Install the package or correct its name"),
            ("off", "Disabled", "", "Set enabled to true in its entry"),
            ("Working well", "Active", "", null),
        ];
        foreach (var (name, state, reason, next) in expected)
        {
            var card = Card(name);
            await Assertions.Expect(card).ToContainTextAsync(state);
            await Assertions.Expect(card).ToContainTextAsync(reason);
            await Assertions.Expect(card).ToContainTextAsync(next ?? "");
        }

        // All of many problems, and warnings of what runs, are there to be opened.
        var many = Card("Broken throughout").GetByText(new Regex(@"^\d+ more problems"));
        await Assertions.Expect(Card("Broken throughout").Locator(".integration-problem >> visible=true")).ToHaveCountAsync(3);
        await many.ClickAsync();
        Assert.True(await Card("Broken throughout").Locator(".integration-problem >> visible=true").CountAsync() > 6);
        await Card("Working well").GetByText("1 warning").ClickAsync();
        await Assertions.Expect(Card("Working well").GetByText("has no model card")).ToBeVisibleAsync();
        await visit.PictureAsync("integrations-states");
        Assert.Empty(await Accessibility.FindingsAsync(page));
        await page.SetViewportSizeAsync(390, 844);
        await visit.PictureAsync("integrations-states-narrow");
        Assert.Equal(390, await page.EvaluateAsync<int>("() => Math.max(390, document.documentElement.scrollWidth)"));
        await page.SetViewportSizeAsync(1280, 860);

        // Who has no page, for want of an id of its own, leads to none.
        foreach (var name in new[] { "Another of that id", "throws", "nowhere", "off" })
        {
            await Assertions.Expect(Card(name).GetByRole(AriaRole.Link)).ToHaveCountAsync(0);
        }

        foreach (var (id, title, said) in new[]
        {
            ("acme_future", "This integration is not serving: incompatible", "Install a version made for this version of Coop"),
            ("acme_broken", "This integration is not serving: invalid", "manifest.configurationFields[5]"),
            ("ACME_FUTURE", "This integration is not serving: incompatible", "It works with contract [9.0,10.0)"),
        })
        {
            await visit.OpenAsync($"{List}/{id}");
            var notice = page.Locator(".notice").Filter(new() { HasText = title });
            await Assertions.Expect(notice).ToContainTextAsync(said);
            await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Signals", Exact = true })).ToHaveAttributeAsync("href", $"{List}/{id.ToLowerInvariant()}/signals");
        }

        await visit.OpenAsync(List + "/acme_future/signals");
        await Assertions.Expect(page.GetByText("Its signals appear here when it is active again.")).ToBeVisibleAsync();
        await visit.OpenAsync(List + "/acme_working/model-card");
        await Assertions.Expect(page.GetByText("No model card", new() { Exact = true })).ToBeVisibleAsync();
        Assert.Empty(visit.Faults);

        ILocator Card(string name) => page.GetByRole(AriaRole.Article).Filter(new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true }) });
    }

    [Fact]
    public async Task A_reload_of_a_broken_file_says_where_it_is_broken_and_leaves_everything_running()
    {
        await using var own = await OwnServer.StartAsync("Coop.Integration.Text", "Coop.Integration.Example");
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        await visit.OpenAsync(List);

        await File.WriteAllTextAsync(own.Server.ConfigFile, "{\n  \"integrations\": [\n    { \"package\": }\n  ]\n}", Cancel);
        await page.GetByRole(AriaRole.Button, new() { Name = "Reload" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("line 3, column 18");
        await Assertions.Expect(page.GetByText("Nothing was changed")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Article)).ToHaveCountAsync(2);
        Assert.Equal(2, own.Server.Get<IntegrationHost>().Current.Integrations.Count(entry => entry.State == IntegrationState.Active));
        await visit.PictureAsync("integrations-reload-refused");
        Assert.Empty(await Accessibility.FindingsAsync(page));

        await File.WriteAllTextAsync(own.Server.ConfigFile, WebServer.ConfigOf("Coop.Integration.Example"), Cancel);
        await page.GetByRole(AriaRole.Button, new() { Name = "Reload" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Article)).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "line 3" })).ToHaveCountAsync(0);
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task The_pages_own_search_finds_by_name_and_signal_and_says_when_there_is_nothing()
    {
        await using var own = await OwnServer.StartAsync("Coop.Integration.Text", "Coop.Integration.Example");
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        await visit.OpenAsync(List);
        var search = page.GetByRole(AriaRole.Searchbox, new() { Name = "Search integrations", Exact = true });

        await search.FillAsync("coin flip");
        await Assertions.Expect(page.GetByRole(AriaRole.Article)).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByRole(AriaRole.Article)).ToContainTextAsync("Coop Integration Example");
        await search.FillAsync("no such thing");
        await Assertions.Expect(page.GetByText("No installed integration has “no such thing”")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Clear search" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Article)).ToHaveCountAsync(2);
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task What_a_model_card_lacks_is_named_and_a_background_logo_elsewhere_gives_way_to_a_plain_one_here()
    {
        await using var own = await OwnServer.StartAsync();
        await NodeIntegration.WriteAsync(own.Server, "card", Module(
            "ACME_CARD", "With half a card",
            """
            logoPath: 'logo.svg', logoWithBackgroundUrl: 'https://elsewhere.example/logo.png',
            modelCard: { modelName: 'M', version: '1', sections: ['trainingData', 'relevantLinks', 'a', 'b'].map((id) => ({ id, title: `About ${id}`,
              fields: [{ label: 'See', value: 'https://docs.example/' + id }], subsections: [{ title: 'Part of ' + id, fields: [{ label: 'Inner', value: '1' }] }] })) },
            """));
        await File.WriteAllTextAsync(
            Path.Combine(Path.GetDirectoryName(own.Server.ConfigFile)!, "card", "logo.svg"), """<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>""", Cancel);
        await NodeIntegration.ListAsync(own.Server, "./card");
        Assert.Empty((await own.Server.Get<IntegrationHost>().ReloadAsync(Cancel)).Problems);
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;

        await visit.OpenAsync(List + "/acme_card/model-card");
        await Assertions.Expect(page.GetByText("Missing:")).ToHaveTextAsync(new Regex("policy and taxonomy, annotation methodology, performance benchmarks, bias and limitations, implementation guidance"));
        var last = page.Locator("details.model-section").Filter(new() { HasText = "About b" });
        await Assertions.Expect(last.GetByText("Part of b")).ToBeHiddenAsync();
        await last.Locator("summary").ClickAsync();
        await Assertions.Expect(last.GetByText("Part of b")).ToBeVisibleAsync();
        await Assertions.Expect(last.GetByRole(AriaRole.Link, new() { Name = "https://docs.example/b" })).ToBeVisibleAsync();
        await visit.PictureAsync("model-card-missing");
        Assert.Empty(await Accessibility.FindingsAsync(page));

        await visit.OpenAsync(List + "/acme_card/signals");
        await Assertions.Expect(page.GetByRole(AriaRole.Article).Locator("img")).ToHaveAttributeAsync("src", new Regex("^/api/v1/integration-logos/ACME_CARD$"));
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task The_rules_that_use_its_signals_are_linked_and_named_before_its_configuration_is_removed()
    {
        await using var own = await OwnServer.StartAsync("Coop.Integration.Example");
        var typeId = await own.Api.CreateAsync("item-types", new { name = "Post", kind = "CONTENT", fields = new[] { new { name = "text", type = "STRING", required = true } } });
        Assert.Empty((await own.Server.Get<IntegrationConfigFeature>().SaveAsync(
            own.Home.OrgId, "COOP_INTEGRATION_EXAMPLE", System.Text.Json.JsonElement.Parse("""{ "truePercentage": "100" }"""), "me", null, Cancel)).Problems);
        foreach (var name in new[] { "Heads", "Tails" })
        {
            await own.Api.CreateAsync("rules", new
            {
                name,
                status = "BACKGROUND",
                itemTypeIds = new[] { typeId },
                conditions = new
                {
                    conjunction = "AND",
                    conditions = new[]
                    {
                        new
                        {
                            input = new { type = "CONTENT_FIELD", name = "text", contentTypeId = typeId },
                            signal = new { id = """{"type":"RANDOM_SIGNAL_SELECTION"}""", type = "RANDOM_SIGNAL_SELECTION" },
                        },
                    },
                },
            });
        }

        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        await visit.OpenAsync(List + "/coop_integration_example");
        var used = page.GetByRole(AriaRole.Region, new() { Name = "Used by" });
        await Assertions.Expect(used).ToContainTextAsync("2 rules use its signals.");

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove configuration" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToContainTextAsync("The rule “Heads” can no longer count on its signals.");
        await Assertions.Expect(dialog).ToContainTextAsync("The rule “Tails” can no longer count on its signals.");
        await visit.PictureAsync("integration-remove-used");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Keep" }).ClickAsync();
        await Assertions.Expect(dialog).ToBeHiddenAsync();

        await used.GetByRole(AriaRole.Link, new() { Name = "Tails" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Tails" })).ToBeVisibleAsync();
        Assert.Empty(visit.Faults);
    }

    private static string Module(string id, string name, string more = "") => $$"""
        {{NodeIntegration.Signal}}
        export default {
          manifest: { id: '{{id}}', name: '{{name}}', version: '1.0.0', requiresConfig: false, {{more}} signalTypeIds: ['{{id}}_SIGNAL'] },
          createSignals: () => [signal('{{id}}_SIGNAL', async () => ({ score: true }))],
        };
        """;
}
