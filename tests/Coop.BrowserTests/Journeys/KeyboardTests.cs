using Coop.BrowserTests.Pages;
using Coop.BrowserTests.Support;
using Coop.Tests.Support;
using Microsoft.Playwright;
using Keyboard = Coop.BrowserTests.Support.Keyboard;

namespace Coop.BrowserTests.Journeys;

/// <summary>Everything by keyboard: Tab reaches whatever a mouse can use and shows where it is, and a rule is written without a mouse.</summary>
public sealed class KeyboardTests(ChromiumFixture chromium)
{
    private static readonly object Post = new { name = "Post", kind = "CONTENT", fields = new[] { new { name = "text", type = "STRING", required = true } } };

    [Fact]
    public async Task Tab_reaches_everything_on_every_page_and_shows_where_it_is()
    {
        await using var own = await OwnServer.StartAsync("Coop.Integration.Text", "Coop.Integration.Example");
        var typeId = await own.Api.CreateAsync("item-types", Post);
        var ruleId = await own.Api.CreateAsync("rules", RuleOn(typeId));
        await using var visit = await Visit.StartAsync(chromium, own.Server.Address);
        var findings = new List<string>();
        foreach (var (name, place) in PagesTests.SignedOut.Select(row => row.Data))
        {
            await PagesTests.OpenAsync(visit, name, place);
            findings.AddRange((await Keyboard.FindingsAsync(visit.Page)).Select(finding => $"{place}: {finding}"));
        }

        await visit.SignInAsync(own.Home.Email, People.Password);
        foreach (var (name, place) in PagesTests.SignedIn.Select(row => row.Data).Append(("rule", "/dashboard/rules/proactive/info/" + ruleId)))
        {
            await PagesTests.OpenAsync(visit, name, place);
            findings.AddRange((await Keyboard.FindingsAsync(visit.Page)).Select(finding => $"{place}: {finding}"));
        }

        Assert.True(findings.Count == 0, string.Join(Environment.NewLine, findings));
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task A_rule_is_written_tried_and_saved_without_a_mouse()
    {
        await using var own = await OwnServer.StartAsync("Coop.Integration.Text");
        await own.Api.CreateAsync("item-types", Post);
        await using var visit = await Visit.StartAsync(chromium, own.Server.Address);
        var page = visit.Page;
        var keys = page.Keyboard;
        await page.GotoAsync("/login?returnUrl=%2Fdashboard%2Frules%2Fproactive%2Fform");
        await TabToAsync(page, page.GetByLabel("E-mail"));
        await keys.TypeAsync(own.Home.Email);
        await keys.PressAsync("Tab");
        await keys.TypeAsync(People.Password);
        await keys.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = "New rule" }).WaitForAsync();
        await visit.ConnectedAsync();

        // The first Tab offers to leave the navigation out.
        await visit.OpenAsync("/dashboard/rules/proactive/form");
        await Keyboard.ToTheTopAsync(page);
        await keys.PressAsync("Tab");
        var skip = page.GetByRole(AriaRole.Link, new() { Name = "Skip to content" });
        await Assertions.Expect(skip).ToBeFocusedAsync();
        await Assertions.Expect(skip).ToBeInViewportAsync();
        await visit.PictureAsync("keyboard-skip");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#main")).ToBeFocusedAsync();

        await TabToAsync(page, page.GetByLabel("Name"));
        await visit.PictureAsync("keyboard-focus");
        await keys.TypeAsync("By hand");
        await TabToAsync(page, page.GetByLabel("Post", new() { Exact = true }));
        await keys.PressAsync("Space");
        var input = page.GetByLabel("Input", new() { Exact = true });
        await TabToAsync(page, input);
        await keys.TypeAsync("All");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Signal: Choose a signal…" })).ToBeVisibleAsync();
        await TabToAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Signal: Choose a signal…" }));
        await keys.PressAsync("Enter");

        // Focus is in the dialog, stays there, and comes back with Escape.
        var picker = page.GetByRole(AriaRole.Dialog);
        await picker.WaitForAsync();
        Assert.True(await FocusIsInAsync(picker));
        for (var i = 0; i < 30; i++)
        {
            await keys.PressAsync("Tab");
            // At its edges the dialog itself fetches focus back, by way of the server.
            await Eventually.SeeAsync(() => FocusIsInAsync(picker), isIn => isIn);
        }

        await TabToAsync(page, picker.GetByLabel("Search signals"));
        await keys.TypeAsync("contains text");
        await TabToAsync(page, picker.GetByRole(AriaRole.Button, new() { Name = "Contains text" }).First);
        await visit.PictureAsync("keyboard-picker");
        await keys.PressAsync("Escape");
        await Assertions.Expect(picker).ToBeHiddenAsync();
        var signal = page.Locator(".condition-signal");
        await Assertions.Expect(signal).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await TabToAsync(page, picker.GetByLabel("Search signals"));
        await keys.TypeAsync("contains text");
        await TabToAsync(page, picker.GetByRole(AriaRole.Button, new() { Name = "Contains text" }).First);
        await keys.PressAsync("Enter");
        await TabToAsync(page, picker.GetByRole(AriaRole.Button, new() { Name = "Use this signal" }));
        await keys.PressAsync("Enter");
        await Assertions.Expect(signal).ToBeFocusedAsync();

        await TabToAsync(page, page.GetByLabel("Match against"));
        await keys.TypeAsync("cheap pills");
        var trial = page.GetByRole(AriaRole.Form, new() { Name = "Try the rule" });
        await TabToAsync(page, trial.GetByLabel("Item", new() { Exact = true }));
        await keys.TypeAsync("""{ "text": "Cheap pills!" }""");
        await TabToAsync(page, trial.GetByRole(AriaRole.Button, new() { Name = "Run the rule" }));
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Try it" }).GetByText("Matched", new() { Exact = true }).First).ToBeVisibleAsync();
        await TabToAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }));
        await keys.PressAsync("Enter");
        var title = page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "By hand" });
        await Assertions.Expect(title).ToBeFocusedAsync();
        Assert.Empty(visit.Faults);
    }

    private static object RuleOn(string typeId) => new
    {
        name = "No text",
        status = "DRAFT",
        itemTypeIds = new[] { typeId },
        conditions = new { conjunction = "AND", conditions = new[] { new { input = new { type = "CONTENT_FIELD", name = "text", contentTypeId = typeId }, comparator = "IS_NOT_PROVIDED" } } },
    };

    private static Task<bool> FocusIsInAsync(ILocator place) => place.EvaluateAsync<bool>("it => it.contains(document.activeElement)");

    private static async Task TabToAsync(IPage page, ILocator wanted)
    {
        for (var presses = 0; presses < 120; presses++)
        {
            if (await wanted.EvaluateAsync<bool>("it => it === document.activeElement"))
            {
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"Tab does not reach {wanted}");
    }
}
