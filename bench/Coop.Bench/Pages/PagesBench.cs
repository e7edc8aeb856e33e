using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.Playwright;

namespace Coop.Bench.Pages;

/// <summary>How long the server takes for list pages, the rule form for an answer, and how much a browser fetches at first.</summary>
internal static class PagesBench
{
    private const int Repeats = 40;

    private static readonly string[] Lists =
    [
        "/dashboard", "/dashboard/rules/proactive", "/dashboard/rules/proactive?q=rule+7", "/dashboard/rules/proactive?page=20", "/dashboard/settings/integrations", "/dashboard/decisions",
        "/dashboard/rules/banks", "/dashboard/policies", "/dashboard/settings/item_types", "/dashboard/settings/actions", "/dashboard/settings/users",
    ];

    // Started before the change and done when the page shows it, so what is measured is the way to the server and back with the drawing.
    private const string Answered = """
        ([act, shown]) => new Promise(resolve => {
          const doIt = new Function(act), isShown = new Function('return ' + shown);
          const started = performance.now();
          const watch = new MutationObserver(() => { if (isShown()) { watch.disconnect(); resolve(performance.now() - started); } });
          watch.observe(document.body, { subtree: true, childList: true, attributes: true });
          doIt();
        })
        """;

    public static async Task RunAsync()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("COOP_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        await using (var server = await BenchServer.StartAsync(100))
        {
            var rule = "";
            for (var i = 0; i < 1000; i++)
            {
                rule = await server.AddRuleAsync($"Rule {i}", 1 + (i % 5), matches: i % 37 == 0);
            }

            await server.FurnishAsync(100);
            await server.DecideAsync(200);
            await MeasureListsAsync(server, [.. Lists, "/dashboard/rules/proactive/info/" + rule], await MeasureFirstLoadAsync(browser, server));
        }

        await using (var server = await BenchServer.StartAsync(200))
        {
            await MeasureFormAsync(browser, server, await server.AddRuleAsync("Long", 50));
        }
    }

    /// <returns>The session's cookies.</returns>
    private static async Task<string> MeasureFirstLoadAsync(IBrowser browser, BenchServer server)
    {
        await using var context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = server.Address.ToString() });
        var page = await context.NewPageAsync();
        double bytes = 0, frames = 0;
        var network = await context.NewCDPSessionAsync(page);
        await network.SendAsync("Network.enable");
        network.Event("Network.loadingFinished").OnEvent += (_, finished) => bytes += finished!.Value.GetProperty("encodedDataLength").GetDouble();
        network.Event("Network.webSocketFrameReceived").OnEvent += (_, frame) => frames += frame!.Value.GetProperty("response").GetProperty("payloadData").GetString()!.Length * 0.75;
        var fetched = new List<string>();
        page.Response += (_, answer) => fetched.Add($"{(answer.Headers.TryGetValue("content-length", out var length) ? length : "?"),8} {answer.Request.Url}");
        await SignInAsync(page);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"First load with an empty cache, sign-in page and overview: {bytes / 1024:0} KiB in files, {frames / 1024:0} KiB through the page's connection"));
        Console.Error.WriteLine(string.Join(Environment.NewLine, fetched));
        Console.WriteLine();
        return string.Join("; ", (await context.CookiesAsync()).Select(cookie => $"{cookie.Name}={cookie.Value}"));
    }

    private static async Task MeasureListsAsync(BenchServer server, string[] pages, string cookies)
    {
        using var plain = new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false };
        using var http = new HttpClient(plain) { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Add("Cookie", cookies);
        Console.WriteLine("| Page, 1 000 rules, 100 integrations, 200 decisions | median ms | p95 ms | KiB |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var path in pages)
        {
            var times = new List<double>();
            var size = 0;
            for (var i = 0; i < Repeats + 10; i++)
            {
                var started = Stopwatch.GetTimestamp();
                using var answer = await http.GetAsync(path);
                size = (await answer.Content.ReadAsByteArrayAsync()).Length;
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                if (answer.StatusCode != HttpStatusCode.OK)
                {
                    throw new InvalidOperationException($"{path} answered {answer.StatusCode}");
                }
            }

            Print(path.Contains("/info/", StringComparison.Ordinal) ? "a rule's page" : path, times.Skip(10), $" {size / 1024} |");
        }
    }

    private static async Task MeasureFormAsync(IBrowser browser, BenchServer server, string ruleId)
    {
        await using var context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = server.Address.ToString(), ViewportSize = new() { Width = 1280, Height = 860 } });
        var page = await context.NewPageAsync();
        await SignInAsync(page);
        await page.GotoAsync("/dashboard/rules/proactive/form/" + ruleId);
        await page.Locator("html[data-connected]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.Locator(".condition").Nth(49).WaitForAsync();
        Console.WriteLine();
        Console.WriteLine("| Rule form, 50 conditions and 200 signals | median ms | p95 ms |");
        Console.WriteLine("|---|---|---|");
        const string middle = "document.querySelectorAll('.condition')[25]";
        await RepeatAsync(page, "choose a comparison",
            (Choose(middle, "IS_UNAVAILABLE"), $"!{middle}.querySelector('.condition-threshold')"),
            (Choose(middle, "LESS_THAN"), $"{middle}.querySelector('.condition-threshold')"));
        await RepeatAsync(page, "add or remove a condition",
            ("[...document.querySelectorAll('button')].find(it => it.textContent.includes('Add a condition')).click()", "document.querySelectorAll('.condition').length === 51"),
            ("[...document.querySelectorAll('.condition-remove')].at(-1).click()", "document.querySelectorAll('.condition').length === 50"));
        var opened = new List<double>();
        for (var i = 0; i < Repeats / 2; i++)
        {
            opened.Add(await AnswerAsync(page, $"{middle}.querySelector('.condition-signal').click()", "document.querySelectorAll('[role=dialog] button').length >= 200"));
            await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
            await page.GetByRole(AriaRole.Dialog).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        }

        Print("open the picker with all signals", opened.Skip(3), "");
    }

    private static string Choose(string condition, string comparator) =>
        $"const it = {condition}.querySelector('.condition-comparator'); it.value = '{comparator}'; it.dispatchEvent(new Event('change', {{ bubbles: true }}));";

    private static async Task RepeatAsync(IPage page, string what, (string Act, string Shown) there, (string Act, string Shown) back)
    {
        var times = new List<double>();
        for (var i = 0; i < Repeats; i++)
        {
            var (act, shown) = i % 2 == 0 ? there : back;
            times.Add(await AnswerAsync(page, act, shown));
        }

        Print(what, times.Skip(6), "");
    }

    private static Task<double> AnswerAsync(IPage page, string act, string shown) => page.EvaluateAsync<double>(Answered, new[] { act, shown });

    private static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/login");
        await page.GetByLabel("E-mail").FillAsync(BenchServer.Email);
        await page.GetByLabel("Password").FillAsync(BenchServer.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.Locator("html[data-connected]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    private static void Print(string what, IEnumerable<double> times, string more)
    {
        var sorted = times.Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {sorted[sorted.Count / 2]:0.0} | {sorted[(int)(sorted.Count * 0.95)]:0.0} |{more}"));
    }
}
