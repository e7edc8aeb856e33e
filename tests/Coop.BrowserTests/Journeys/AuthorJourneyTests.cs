using Coop.BrowserTests.Support;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

/// <summary>An author's ten minutes: a folder with two files, one line in the config file, and his own signal answers in a rule.</summary>
public sealed class AuthorJourneyTests(ChromiumFixture chromium)
{
    private const string Module = """
        const shouting = {
          id: { type: 'ACME_SHOUTING_SCORE' },
          displayName: 'Shouting',
          description: 'From 0 (no capitals) to 1 (nothing but capitals).',
          docsUrl: null,
          eligibleInputs: ['STRING'],
          outputType: { scalarType: 'NUMBER' },
          recommendedThresholds: { highPrecisionThreshold: 0.9, highRecallThreshold: 0.6 },
          supportedLanguages: 'ALL',
          pricingStructure: { type: 'FREE' },
          getCost: () => 0,
          getDisabledInfo: async () => ({ disabled: false }),
          needsMatchingValues: false,
          needsActionPenalties: false,
          eligibleSubcategories: [],
          integration: 'ACME_SHOUTING',
          allowedInAutomatedRules: true,
          run: async (input) => {
            const letters = [...input.value.value].filter((letter) => /\p{L}/u.test(letter));
            return letters.length < 3
              ? { notApplicable: 'Fewer than 3 letters.' }
              : { outputType: { scalarType: 'NUMBER' }, score: letters.filter((letter) => /\p{Lu}/u.test(letter)).length / letters.length };
          },
        };

        export default {
          manifest: { id: 'ACME_SHOUTING', name: 'Acme Shouting', version: '1.0.0', description: 'Measures how much of a text is written in capitals.', requiresConfig: false, signalTypeIds: ['ACME_SHOUTING_SCORE'] },
          createSignals: () => [{ signalTypeId: 'ACME_SHOUTING_SCORE', signal: shouting }],
        };
        """;

    [Fact]
    public async Task An_authors_own_signal_answers_on_its_page_and_in_a_rule_after_one_line_and_a_reload()
    {
        await using var own = await OwnServer.StartAsync();
        await own.Api.CreateAsync("item-types", new { name = "Post", kind = "CONTENT", fields = new[] { new { name = "text", type = "STRING", required = true } } });
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        await visit.OpenAsync("/dashboard/settings/integrations");

        // What to do is on the page of somebody who has nothing yet.
        await page.GetByRole(AriaRole.Button, new() { Name = "Show how" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "How to add an integration" })).ToContainTextAsync("coop add");
        await visit.PictureAsync("author-how-to");
        Assert.Empty(await Accessibility.FindingsAsync(page));
        await NodeIntegration.ListAsync(own.Server, await NodeIntegration.WriteAsync(own.Server, "acme-shouting", Module));
        await page.GetByRole(AriaRole.Button, new() { Name = "Reload" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Reloaded: 1 new")).ToBeVisibleAsync();
        var card = page.GetByRole(AriaRole.Article);
        await Assertions.Expect(card).ToContainTextAsync("Active");
        await Assertions.Expect(card.Locator(".monogram")).ToHaveTextAsync("AS");
        await visit.PictureAsync("author-reloaded");

        await card.GetByRole(AriaRole.Link).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Signals", Exact = true }).ClickAsync();
        var trial = page.GetByRole(AriaRole.Form, new() { Name = "Try Shouting" });
        await trial.GetByLabel("Value", new() { Exact = true }).FillAsync("GIVE ME all of it NOW");
        await trial.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await Assertions.Expect(trial.Locator(".try-score")).ToHaveTextAsync("0.5625");
        await visit.PictureAsync("author-tried");

        await visit.OpenAsync("/dashboard/rules/proactive/form");
        await page.GetByLabel("Post", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("Input", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "All text" });
        // The only signal there is was taken without asking; the picker shows it all the same.
        await page.GetByRole(AriaRole.Button, new() { Name = "Signal: Shouting" }).ClickAsync();
        var picker = page.GetByRole(AriaRole.Dialog);
        await picker.GetByRole(AriaRole.Button, new() { Name = "Shouting" }).ClickAsync();
        await Assertions.Expect(picker).ToContainTextAsync("From 0 (no capitals) to 1 (nothing but capitals).");
        await picker.GetByRole(AriaRole.Button, new() { Name = "Use 0.6" }).ClickAsync();
        await Assertions.Expect(picker).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Signal: Shouting" })).ToBeVisibleAsync();
        var rule = page.GetByRole(AriaRole.Form, new() { Name = "Try the rule" });
        await rule.GetByLabel("Item", new() { Exact = true }).FillAsync("""{ "text": "BUY it NOW" }""");
        await rule.GetByRole(AriaRole.Button, new() { Name = "Run the rule" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Try it" }).GetByText("Matched", new() { Exact = true }).First).ToBeVisibleAsync();
        await visit.PictureAsync("author-in-a-rule");
        Assert.Empty(visit.Faults);
    }
}
