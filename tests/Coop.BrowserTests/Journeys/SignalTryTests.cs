using Coop.BrowserTests.Support;
using Coop.Plugins;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

/// <summary>Trying a signal on its integration's page: what it can answer, and what it refuses.</summary>
public sealed class SignalTryTests(ChromiumFixture chromium)
{
    private const string Signals = "/dashboard/settings/integrations/acme_tried/signals";

    private const string Module = $$"""
        {{NodeIntegration.Signal}}
        class Trouble extends Error { constructor(kind, message) { super(message); this.kind = kind; } }
        const signals = [
          signal('ACME_WORDS', async (input) => ({ score: input.matchingValues.filter((word) => input.value.value.includes(word)).length, matchedValue: input.matchingValues[0], detail: `Looked for ${input.subcategory}.` }), {
            displayName: 'Words', outputType: { scalarType: 'NUMBER' }, needsMatchingValues: true, recommendedThresholds: { highPrecisionThreshold: 3, highRecallThreshold: 1 },
            supportedLanguages: ['ENGLISH'], getCost: () => 20, eligibleSubcategories: [{ id: 'rude', label: 'Rude words', childrenIds: [] }, { id: 'kind', label: 'Kind words', childrenIds: [] }] }),
          signal('ACME_NEAR', async (input) => ({ score: true, matchedValue: `${input.matchingValues[0].id} ${input.matchingValues[0].geometry.radius}` }), {
            displayName: 'Near', eligibleInputs: ['GEOHASH'], needsMatchingValues: true }),
          signal('ACME_AMOUNT', async (input) => input.value.type === 'NUMBER' ? { score: input.value.value > 1 } : { notApplicable: 'Only numbers have an amount.' }, { displayName: 'Amount', eligibleInputs: ['STRING', 'NUMBER'] }),
          signal('ACME_DOWN', async () => { throw new Trouble('UNAVAILABLE', 'The vendor is out.'); }, { displayName: 'Down' }),
          signal('ACME_KEYLESS', async () => ({ score: true }), { displayName: 'Keyless', getDisabledInfo: async () => ({ disabled: true, disabledMessage: 'Save a key first.' }) }),
          signal('ACME_WHOLE', async () => ({ score: true }), { displayName: 'Whole', eligibleInputs: ['FULL_ITEM'] }),
        ];
        export default {
          manifest: { id: 'ACME_TRIED', name: 'Acme tried', version: '1.0.0', requiresConfig: false, signalTypeIds: signals.map((each) => each.signalTypeId) },
          createSignals: () => signals,
        };
        """;

    [Fact]
    public async Task A_signal_tells_what_it_is_and_answers_refuses_or_fails_in_words()
    {
        await using var own = await OwnServer.StartAsync();
        await NodeIntegration.ListAsync(own.Server, await NodeIntegration.WriteAsync(own.Server, "tried", Module));
        Assert.Empty((await own.Server.Get<IntegrationHost>().ReloadAsync(TestContext.Current.CancellationToken)).Problems);
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;

        // The page is sent before any signal is asked.
        var sent = await page.GotoAsync(Signals);
        Assert.Contains("Asking the signals", await sent!.TextAsync(), StringComparison.Ordinal);
        await visit.ConnectedAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Article)).ToHaveCountAsync(6);
        await Assertions.Expect(page.GetByRole(AriaRole.Progressbar)).ToHaveCountAsync(0);

        var words = page.GetByRole(AriaRole.Article).Filter(new() { HasText = "ACME_WORDS" });
        foreach (var said in new[] { "text", "number", "medium (20)", "English", "3 for fewer false positives, 1 for fewer false negatives", "Rude words, Kind words", "Available" })
        {
            await Assertions.Expect(words).ToContainTextAsync(said);
        }

        // Refused beside what is missing, then answered.
        var trial = Try("Words");
        await RunAsync(trial);
        await Assertions.Expect(trial.GetByRole(AriaRole.Alert)).ToHaveTextAsync("A value to try is required.");
        await trial.GetByLabel("Value", new() { Exact = true }).FillAsync("you fool");
        await RunAsync(trial);
        await Assertions.Expect(trial.GetByRole(AriaRole.Alert)).ToHaveTextAsync("At least one value to match against is required.");
        await Assertions.Expect(trial.GetByLabel("Match against")).ToHaveAttributeAsync("aria-invalid", "true");
        await trial.GetByLabel("Match against").FillAsync("fool\nrat");
        await trial.GetByLabel("Subcategory").SelectOptionAsync(new SelectOptionValue { Label = "Rude words" });
        await RunAsync(trial);
        await Assertions.Expect(trial.Locator(".try-score")).ToHaveTextAsync("1");
        await Assertions.Expect(trial).ToContainTextAsync("Matchedfool");
        await Assertions.Expect(trial).ToContainTextAsync("Looked for rude.");
        await Assertions.Expect(trial).ToContainTextAsync("not taken from a cache");

        // Places, one a line.
        var near = Try("Near");
        await near.GetByLabel("Value", new() { Exact = true }).FillAsync("u33dc");
        await RunAsync(near);
        await Assertions.Expect(near.GetByRole(AriaRole.Alert)).ToHaveTextAsync("At least one place to match against is required.");
        await near.GetByLabel("Places to match against").FillAsync("depot, Depot north, 52.52");
        await RunAsync(near);
        await Assertions.Expect(near.GetByRole(AriaRole.Alert)).ToContainTextAsync("Line 1: It has 3 columns.");
        await near.GetByLabel("Places to match against").FillAsync("depot, Depot north, 52.52, 13.40, 0.5");
        await RunAsync(near);
        await Assertions.Expect(near).ToContainTextAsync("depot 0.5");

        var amount = Try("Amount");
        await amount.GetByLabel("Value", new() { Exact = true }).FillAsync("0,8");
        await RunAsync(amount);
        await Assertions.Expect(amount).ToContainTextAsync("Only numbers have an amount.");
        await Assertions.Expect(amount).ToContainTextAsync("Does not apply to this value");
        await amount.GetByLabel("Kind of value").SelectOptionAsync("Number");
        await RunAsync(amount);
        await Assertions.Expect(amount.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Give a number with a point, such as 0.8.");
        await amount.GetByLabel("Value", new() { Exact = true }).FillAsync("0.8");
        await RunAsync(amount);
        await Assertions.Expect(amount.Locator(".try-score")).ToHaveTextAsync("false");

        await FailsAsync("Down", "It is not available right now", "The vendor is out.");
        await FailsAsync("Keyless", "It is not available to your organisation", "Save a key first.");
        await Assertions.Expect(page.GetByRole(AriaRole.Article).Filter(new() { HasText = "ACME_KEYLESS" })).ToContainTextAsync("Not available");
        await Assertions.Expect(Try("Whole")).ToContainTextAsync("Try it in a rule, on a pasted or recent item.");
        await visit.PictureAsync("signals-tried");
        Assert.Empty(await Accessibility.FindingsAsync(page));
        await page.SetViewportSizeAsync(390, 844);
        await visit.PictureAsync("signals-tried-narrow");
        Assert.Equal(390, await page.EvaluateAsync<int>("() => Math.max(390, document.documentElement.scrollWidth)"));
        Assert.Empty(visit.Faults);

        ILocator Try(string name) => page.GetByRole(AriaRole.Form, new() { Name = "Try " + name, Exact = true });

        Task RunAsync(ILocator form) => form.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();

        async Task FailsAsync(string name, string title, string reason)
        {
            await Try(name).GetByLabel("Value", new() { Exact = true }).FillAsync("x");
            await RunAsync(Try(name));
            await Assertions.Expect(Try(name).GetByRole(AriaRole.Alert)).ToContainTextAsync(title + reason);
        }
    }
}
