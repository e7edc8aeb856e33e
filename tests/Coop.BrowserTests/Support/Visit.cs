using Microsoft.Playwright;

namespace Coop.BrowserTests.Support;

/// <summary>A person's browser tab. Whatever a page must never do is noticed while it is open and told at the end.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly Uri _address;
    private readonly List<string> _faults = [];
    private string? _missing;

    private Visit(IBrowserContext context, IPage page, Uri address) => (_context, Page, _address) = (context, page, address);

    public IPage Page { get; }

    /// <summary>Console errors, exceptions of scripts and requests to other hosts, so far.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>An address that is not there is an error to the console too; a test that visits one says so.</summary>
    public bool ExpectsRefusals { get; set; }

    /// <summary>A connection that breaks is an error to the console too; a test that breaks one says so.</summary>
    public bool ExpectsLosses { get; set; }

    public static async Task<Visit> StartAsync(ChromiumFixture chromium, Uri address, ColorScheme scheme = ColorScheme.Light, int width = 1280)
    {
        var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = 860 },
            ReducedMotion = ReducedMotion.Reduce,
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(20_000);
        var visit = new Visit(context, page, address);
        page.Console += (_, message) => visit.Hear(message);
        page.PageError += (_, error) => visit._faults.Add("script: " + error);
        page.Request += (_, request) => visit.See(request.Url);
        return visit;
    }

    /// <summary>Opens a page and waits until it answers to clicks.</summary>
    public async Task OpenAsync(string path)
    {
        await Page.GotoAsync(path);
        await ConnectedAsync();
    }

    /// <summary>
    /// As <see cref="OpenAsync"/>, of a page that says of what its address names that it is not there. Its document is answered with 404, which is an error to the console:
    /// that one error is expected, once and of this address only; without it the visit fails, and anything else that is missing is a fault as ever.
    /// </summary>
    public async Task OpenMissingAsync(string path)
    {
        _missing = new Uri(_address, path).ToString();
        Assert.Equal((path, 404), (path, (await Page.GotoAsync(path))!.Status));
        await ConnectedAsync();

        // The console is heard in the order in which it spoke: when this word has come, the error before it has come too.
        await Page.RunAndWaitForConsoleMessageAsync(() => Page.EvaluateAsync("() => console.info('opened')"), new() { Predicate = message => message.Text == "opened" });
        Assert.True(_missing is null, $"{path} was answered with 404, and the console said nothing of it: {string.Join(", ", _faults)}");
    }

    /// <summary>Pages outside the application keep no connection, and are ready when they are there.</summary>
    public async Task ConnectedAsync()
    {
        if (await Page.Locator(".shell").CountAsync() > 0)
        {
            await AnsweringAsync();
        }
    }

    /// <summary>
    /// At an address of ours, such as <c>/dashboard</c>. The browser is asked again and again: to wait for the event misses the address that came between the look at it
    /// and the waiting.
    /// </summary>
    public Task ArriveAsync(string path) => Assertions.Expect(Page).ToHaveURLAsync(new Uri(_address, path).ToString());

    private Task AnsweringAsync() => Page.Locator("html[data-connected]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });

    public async Task SignInAsync(string email, string password)
    {
        await Page.GotoAsync("/login");
        await Page.GetByLabel("E-mail").FillAsync(email);
        await Page.GetByLabel("Password").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign in" }).ClickAsync();
        await AnsweringAsync();
    }

    /// <summary>
    /// The page as it stands, whatever is open on it: readable by everybody in light and dark, no wider than a phone. Leaves pictures of all three, and the page as it was.
    /// </summary>
    public async Task LookAsync(string name)
    {
        var before = Page.ViewportSize!;
        var theme = await ThemeAsync();
        await PictureAsync($"{name}-{theme}");
        Assert.Empty(await Accessibility.FindingsAsync(Page));
        await SwitchThemeAsync();
        await PictureAsync($"{name}-{await ThemeAsync()}");
        Assert.Empty(await Accessibility.FindingsAsync(Page));
        await SwitchThemeAsync();
        await Page.SetViewportSizeAsync(390, 844);
        await PictureAsync($"{name}-narrow");
        Assert.Equal(390, await Page.EvaluateAsync<int>("() => Math.max(390, document.documentElement.scrollWidth)"));
        await Page.SetViewportSizeAsync(before.Width, before.Height);
    }

    /// <summary>By script: a dialog may lie over the button.</summary>
    private async Task SwitchThemeAsync()
    {
        var before = await ThemeAsync();
        await Page.EvaluateAsync("() => document.querySelector('[aria-label=\"Switch between light and dark\"]').click()");
        await Page.Locator($"html:not([data-theme={before}])").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
    }

    private async Task<string> ThemeAsync() => (await Page.Locator("html").GetAttributeAsync("data-theme"))!;

    public Task PictureAsync(string name) => Page.ScreenshotAsync(new PageScreenshotOptions { Path = Screens.File(name), FullPage = true });

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private void Hear(IConsoleMessage message)
    {
        if (_missing is not null && message.Type == "error" && message.Location.StartsWith(_missing + ":", StringComparison.Ordinal) && message.Text.Contains("a status of 404", StringComparison.Ordinal))
        {
            _missing = null;
            return;
        }

        if (message.Type == "error" && !ExpectsLosses && !(ExpectsRefusals && message.Text.Contains("the server responded with a status of 4", StringComparison.Ordinal)))
        {
            _faults.Add($"console: {message.Text} ({Page.Url})");
        }
    }

    private void See(string url)
    {
        if (!url.StartsWith(_address.ToString(), StringComparison.Ordinal) && !url.StartsWith("data:", StringComparison.Ordinal) && !url.StartsWith("blob:", StringComparison.Ordinal))
        {
            _faults.Add("request to " + url);
        }
    }
}
