using Coop.BrowserTests.Support;
using Coop.Engine.Editing;
using Coop.Engine.Integrations;
using Coop.Plugins;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

/// <summary>The button that tries a configuration before it is saved.</summary>
public sealed class ConnectionTrialTests(ChromiumFixture chromium)
{
    private static readonly string Module = $$"""
        {{NodeIntegration.Signal}}
        const made = (id, more) => ({
          manifest: { id, name: id, version: '1.0.0', requiresConfig: true, signalTypeIds: [id + '_SIGNAL'], configurationFields: [
            { key: 'address', label: 'Address', required: true, inputType: 'text' },
            { key: 'token', label: 'Token', required: false, inputType: 'password' },
          ] },
          createSignals: () => [signal(id + '_SIGNAL', async () => ({ score: true }))],
          ...more,
        });
        """;

    [Fact]
    public async Task A_configuration_is_tried_as_it_is_typed_and_each_step_is_told()
    {
        await using var own = await OwnServer.StartAsync();
        await NodeIntegration.ListAsync(
            own.Server,
            await NodeIntegration.WriteAsync(own.Server, "tried", Module + """
                export default made('TRIED', { async *testConnection(config) {
                  yield { stage: 'REACH', passed: true, message: 'Answered at ' + config.address };
                  if (config.token === 'breaks') { throw new Error('No answer for breaks.'); }
                  yield { stage: 'AUTHENTICATE', passed: config.token === 'right', message: config.token === 'right' ? 'Accepted.' : 'The token is refused: make a new one at the vendor.' };
                } });
                """),
            await NodeIntegration.WriteAsync(own.Server, "untried", Module + "export default made('UNTRIED', {});"));
        var host = own.Server.Get<IntegrationHost>();
        Assert.Empty((await host.ReloadAsync(TestContext.Current.CancellationToken)).Problems);
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        await visit.OpenAsync("/dashboard/settings/integrations/tried");
        var button = page.GetByRole(AriaRole.Button, new() { Name = "Test connection" });
        var steps = page.GetByRole(AriaRole.Status, new() { Name = "Connection test" }).GetByRole(AriaRole.Listitem);

        // What could not be saved is not tried.
        await button.ClickAsync();
        await Assertions.Expect(steps).ToHaveTextAsync([new System.Text.RegularExpressions.Regex("Not tried.*Address")]);
        await visit.LookAsync("connection-not-tried");

        await page.GetByLabel("Address").FillAsync("https://vendor.example");
        await page.GetByLabel("Token").FillAsync("wrong");
        await button.ClickAsync();
        await Assertions.Expect(steps).ToHaveTextAsync(["Reach works Answered at https://vendor.example", "Authenticate failed The token is refused: make a new one at the vendor."]);
        await visit.LookAsync("connection-refused");

        // What the author's code throws is a step that failed, without the secret.
        await page.GetByLabel("Token").FillAsync("breaks");
        await button.ClickAsync();
        await Assertions.Expect(steps.Last).ToContainTextAsync("failed");
        await Assertions.Expect(steps.Last).ToContainTextAsync("No answer for •••");

        // By keyboard; and nothing of it is saved.
        await page.GetByLabel("Token").FillAsync("right");
        await button.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(steps).ToHaveTextAsync(["Reach works Answered at https://vendor.example", "Authenticate works Accepted."]);
        await Assertions.Expect(button).ToBeEnabledAsync();
        await visit.LookAsync("connection-works");
        Assert.Null(await own.Server.Get<ISettingStore<IntegrationConfig>>().FindAsync(own.Home.OrgId, "TRIED", TestContext.Current.CancellationToken));

        await visit.OpenAsync("/dashboard/settings/integrations/untried");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(button).ToHaveCountAsync(0);
        Assert.Empty(visit.Faults);
    }
}
