using System.Text.RegularExpressions;
using Coop.BrowserTests.Support;
using Coop.Tests.Support;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

/// <summary>The promise of the whole project, on screen: a package somebody else published, from one line in a file to a decision that names it.</summary>
public sealed class PublishedExampleTests(ChromiumFixture chromium)
{
    private const string Package = "@roostorg/coop-integration-example";

    [Fact]
    public async Task The_published_example_is_added_reloaded_configured_used_in_a_rule_and_named_in_the_explanation_of_a_decision()
    {
        await using var own = await OwnServer.StartAsync();
        var folder = Path.GetDirectoryName(own.Server.ConfigFile)!;
        var postId = await own.Api.CreateAsync("item-types", new { name = "Post", kind = "CONTENT", fields = new[] { new { name = "text", type = "STRING", required = true } } });
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        await visit.OpenAsync("/dashboard/settings/integrations");
        await Assertions.Expect(page.GetByRole(AriaRole.Article)).ToHaveCountAsync(0);

        // One entry in the config file, and Reload.
        await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), """{ "name": "adopter", "private": true }""", TestContext.Current.CancellationToken);
        await Npm.InstallAsync(folder, Package + "@2.0.1");
        await File.WriteAllTextAsync(own.Server.ConfigFile, $$"""{ "integrations": [{ "package": "{{Package}}" }] }""", TestContext.Current.CancellationToken);
        await page.GetByRole(AriaRole.Button, new() { Name = "Reload" }).ClickAsync();
        var available = page.GetByRole(AriaRole.Region, new() { Name = "Available" });
        await Assertions.Expect(available).ToContainTextAsync("Coop Integration Example");
        await Assertions.Expect(available).ToContainTextAsync("Not configured");
        await visit.LookAsync("published-reloaded");

        // Its page, drawn from its manifest; what is missing is said beside its field.
        await available.GetByRole(AriaRole.Link).ClickAsync();
        var percentage = page.GetByLabel("True percentage");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(percentage).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(percentage).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Configuration", Exact = true }).GetByRole(AriaRole.Alert)).ToContainTextAsync("True percentage");
        await visit.LookAsync("published-refused");
        await percentage.FillAsync("100");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Saved just now")).ToBeVisibleAsync();
        await visit.LookAsync("published-configured");

        // Its signals in the picker, with its logo.
        await visit.OpenAsync("/dashboard/rules/proactive/form");
        await page.GetByLabel("Name").FillAsync("Heads");
        await page.GetByLabel("Post", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("Input", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "All text" });
        await page.GetByRole(AriaRole.Button, new() { Name = "Signal: Choose a signal…" }).ClickAsync();
        var picker = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(picker.GetByRole(AriaRole.Button, new() { Name = "Random Score" })).ToBeVisibleAsync();
        var card = picker.GetByRole(AriaRole.Button, new() { Name = "Coin Flip Selection" });
        var logo = card.Locator("img");
        await Assertions.Expect(logo).ToHaveAttributeAsync("src", new Regex("/with-background$"));
        await Assertions.Expect(logo).ToHaveJSPropertyAsync("complete", true);
        Assert.True(await logo.EvaluateAsync<int>("picture => picture.naturalWidth") > 0);
        await card.ClickAsync();
        await visit.LookAsync("published-picker");
        await picker.GetByRole(AriaRole.Button, new() { Name = "Use this signal" }).ClickAsync();
        await Assertions.Expect(picker).ToBeHiddenAsync();

        // Tried beside the form, then put live.
        var trial = page.GetByRole(AriaRole.Form, new() { Name = "Try the rule" });
        await trial.GetByLabel("Item", new() { Exact = true }).FillAsync("""{ "text": "Heads or tails?" }""");
        await trial.GetByRole(AriaRole.Button, new() { Name = "Run the rule" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Try it" }).GetByText("Matched", new() { Exact = true }).First).ToBeVisibleAsync();
        await visit.LookAsync("published-tried");
        await page.GetByLabel("Take an action").SelectOptionAsync(new SelectOptionValue { Label = "Enqueue Item to Manual Review" });
        await page.GetByRole(AriaRole.Radio, new() { Name = "Live" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and put live" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Heads" })).ToBeVisibleAsync();

        // An item from the platform, and why it was decided as it was.
        using var platform = AdminApi.Client(own.Server, own.Home.ApiKey);
        await platform.PostItemAsync(postId, "post-1", new { text = "Heads, I win." });
        await own.Api.DecidedAsync("post-1");
        await visit.OpenAsync("/dashboard/decisions");
        await page.GetByRole(AriaRole.Link, new() { Name = "post-1" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Decision about post-1");
        var why = page.GetByRole(AriaRole.Region, new() { Name = "Rules" });
        await Assertions.Expect(why).ToContainTextAsync("Heads");
        await Assertions.Expect(why).ToContainTextAsync("Coin Flip Selection of all text says yes");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Actions" })).ToContainTextAsync("Enqueue Item to Manual Review");
        await visit.LookAsync("published-decision");
        Assert.Empty(visit.Faults);
    }
}
