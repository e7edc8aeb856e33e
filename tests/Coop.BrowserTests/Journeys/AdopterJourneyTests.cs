using Coop.BrowserTests.Support;
using Coop.Tests.Cli;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

/// <summary>An adopter's two commands: add, see it appear; and when one does not, know why, on the terminal and on the page.</summary>
public sealed class AdopterJourneyTests(ChromiumFixture chromium)
{
    private const string Good = $$"""
        {{NodeIntegration.Signal}}
        export default {
          manifest: { id: 'ACME_GOOD', name: 'Acme good', version: '1.0.0', requiresConfig: false, signalTypeIds: ['ACME_GOOD_SIGNAL'] },
          createSignals: () => [signal('ACME_GOOD_SIGNAL', async () => ({ score: true }))],
        };
        """;

    [Fact]
    public async Task What_is_added_appears_and_why_one_did_not_is_told_by_the_command_and_by_the_page()
    {
        await using var own = await OwnServer.StartAsync();
        using var coop = new CoopProcess();
        await NodeIntegration.WriteAsync(own.Server, "good", Good);
        await NodeIntegration.WriteAsync(own.Server, "broken", Good.Replace("id: 'ACME_GOOD', name: 'Acme good'", "id: 'acme broken', name: 'Acme broken'", StringComparison.Ordinal));
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        await visit.OpenAsync("/dashboard/settings/integrations");
        var reload = page.GetByRole(AriaRole.Button, new() { Name = "Reload" });

        var added = await coop.RunAsync("add", "./good", "--config", own.Server.ConfigFile);
        Assert.True(added.ExitCode == 0, added.ToString());
        await reload.ClickAsync();
        var card = page.GetByRole(AriaRole.Article).Filter(new() { HasText = "Acme good" });
        await Assertions.Expect(card).ToContainTextAsync("Active");

        // What does not load is not added, and the reason is the one the page would give.
        var refused = await coop.RunAsync("add", "./broken", "--config", own.Server.ConfigFile);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("manifest.id", refused.Notes, StringComparison.Ordinal);
        await NodeIntegration.ListAsync(own.Server, "./good", "./broken");
        await reload.ClickAsync();
        var attention = page.GetByRole(AriaRole.Region, new() { Name = "Needs attention" });
        await Assertions.Expect(attention).ToContainTextAsync("manifest.id");
        await Assertions.Expect(attention).ToContainTextAsync("Invalid");
        await Assertions.Expect(attention).ToContainTextAsync("Next: Correct what is listed here");
        await Assertions.Expect(card).ToContainTextAsync("Active");

        // One that ran, and no longer does, leaves its reason where it stood.
        await NodeIntegration.WriteAsync(own.Server, "good", "import 'no-such-module';" + Good);
        await reload.ClickAsync();
        await Assertions.Expect(attention.GetByRole(AriaRole.Article)).ToHaveCountAsync(2);
        await Assertions.Expect(attention).ToContainTextAsync("no-such-module");
        await visit.PictureAsync("adopter-knows-why");
        Assert.Empty(await Accessibility.FindingsAsync(page));

        var removed = await coop.RunAsync("remove", "./broken", "--config", own.Server.ConfigFile);
        Assert.True(removed.ExitCode == 0, removed.ToString());
        await NodeIntegration.WriteAsync(own.Server, "good", Good);
        await reload.ClickAsync();
        await Assertions.Expect(attention).ToHaveCountAsync(0);
        await Assertions.Expect(card).ToContainTextAsync("Active");
        Assert.Empty(visit.Faults);
    }
}
