using System.Text.RegularExpressions;
using Coop.BrowserTests.Support;
using Coop.Tests.Support;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

/// <summary>An adopter's first minute: one command, what it prints, and the application behind it.</summary>
public sealed partial class DemoJourneyTests(ChromiumFixture chromium)
{
    [Fact]
    public async Task From_the_demo_s_printed_account_to_the_example_on_its_page_and_a_decision_of_a_posted_item()
    {
        using var data = new TempFolder();
        await using var server = await ServerProcess.StartAsync(data["data"], more: ["--demo"]);
        await Eventually.SeeAsync(() => server.Output.Contains("The API is described at", StringComparison.Ordinal));
        var account = Account().Match(server.Output);
        await using var visit = await Visit.StartAsync(chromium, server.Address);
        var page = visit.Page;
        await visit.SignInAsync(account.Groups["email"].Value, account.Groups["password"].Value);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Overview" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Integrations", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Article)).ToHaveCountAsync(2);
        await visit.LookAsync("demo-integrations");
        await page.GetByRole(AriaRole.Article).Filter(new() { HasText = "Example" }).GetByRole(AriaRole.Link).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Configuration", Exact = true })).ToBeVisibleAsync();

        var curl = Curl().Match(server.Output);
        using var http = new HttpClient { BaseAddress = server.Address, DefaultRequestHeaders = { { "x-api-key", curl.Groups["key"].Value } } };
        using var body = new StringContent(curl.Groups["body"].Value, System.Text.Encoding.UTF8, "application/json");
        using var sent = await http.PostAsync(curl.Groups["path"].Value, body, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, sent.StatusCode);
        await Eventually.SeeAsync(async () =>
        {
            await visit.OpenAsync("/dashboard/decisions");
            return await page.GetByRole(AriaRole.Link, new() { Name = "post-1", Exact = true }).CountAsync();
        }, count => count == 1);
        await visit.LookAsync("demo-decisions");
        await visit.OpenAsync("/dashboard");
        await page.GetByRole(AriaRole.Region, new() { Name = "Latest decisions" }).GetByRole(AriaRole.Link, new() { Name = "post-1" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Rules", Exact = true })).ToContainTextAsync("Matched");
        await visit.LookAsync("demo-decision");
        await visit.OpenAsync("/dashboard/rules/proactive");
        await visit.LookAsync("demo-rules");
        await page.GetByRole(AriaRole.Table).GetByRole(AriaRole.Link).First.ClickAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Recent matches" }).WaitForAsync();
        await visit.LookAsync("demo-rule");
        await visit.OpenAsync("/dashboard");
        await visit.LookAsync("demo-overview");
        Assert.Empty(visit.Faults);
    }

    [GeneratedRegex(@"Admin:\s+(?<email>\S+)\s+password (?<password>\S+)")]
    private static partial Regex Account();

    [GeneratedRegex(@"curl -sS -i -X POST http://[^/]+(?<path>\S+) .*?x-api-key: (?<key>\w+)' -d '(?<body>.*)'")]
    private static partial Regex Curl();
}
