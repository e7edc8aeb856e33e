using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Coop.BrowserTests.Support.ChromiumFixture))]

namespace Coop.BrowserTests.Support;

/// <summary>One browser for all tests; each gets a fresh profile of it.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    // Without these it looks for hosts of its maker at every start.
    private static readonly string[] Flags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private IPlaywright? _playwright;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Screens.Folder);
        // As long as a page's own waits: on a busy machine five seconds are not much.
        Assertions.SetDefaultExpectTimeout(20_000);
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("COOP_CHROMIUM") ?? "/usr/bin/chromium",
            Args = Flags,
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
