using Coop.BrowserTests.Support;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

/// <summary>What stands on the screen is what is saved, however bad the line.</summary>
public sealed class ConnectionTests(ChromiumFixture chromium)
{
    private static readonly object Post = new { name = "Post", kind = "CONTENT", fields = new[] { new { name = "text", type = "STRING", required = true } } };

    [Fact]
    public async Task What_is_typed_into_a_dead_connection_is_saved_once_it_is_back_and_a_lost_one_takes_no_typing()
    {
        await using var own = await OwnServer.StartAsync();
        await own.Api.CreateAsync("item-types", Post);
        await using var wire = new Wire(own.Server.Address);
        await using var visit = await own.VisitAsync(chromium, address: wire.Address);
        visit.ExpectsLosses = true;
        var page = visit.Page;
        await visit.OpenAsync("/dashboard/rules/proactive/form");
        await page.GetByLabel("Name").FillAsync("As it was");
        await page.GetByLabel("Post", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("Input", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "text (text)" });
        await page.GetByLabel("Comparison").SelectOptionAsync("EQUALS");
        await page.GetByLabel("Threshold").FillAsync("heard");

        // Nobody hears this, and nobody knows yet.
        wire.GoSilent();
        await page.GetByLabel("Name").FillAsync("As it is");
        await page.GetByLabel("Comparison").SelectOptionAsync("NOT_EQUAL_TO");
        await page.GetByLabel("Threshold").FillAsync("unheard");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Background" }).CheckAsync();
        wire.Cut();
        await Assertions.Expect(page.GetByText("Connection lost")).ToBeVisibleAsync();
        await page.Locator(".shell[inert]").WaitForAsync();
        await visit.PictureAsync("connection-lost-typing");
        Assert.NotEqual(await NoticeAsync(page, "color"), await NoticeAsync(page, "backgroundColor"));

        wire.Mend();
        await Assertions.Expect(page.GetByText("Connection lost")).ToBeHiddenAsync(new() { Timeout = 30_000 });
        await page.Locator(".shell:not([inert])").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "As it is" })).ToBeVisibleAsync();
        var saved = (await own.Server.Get<Engine.Editing.ISettingStore<Engine.Rules.Rule>>().ListAsync(own.Home.OrgId, TestContext.Current.CancellationToken)).Single().Value;
        var leaf = Assert.IsType<Engine.Rules.Conditions.LeafCondition>(saved.Conditions.Conditions.Single());
        Assert.Equal(
            (Engine.Rules.RuleStatus.Background, Engine.Rules.Conditions.Comparator.NotEqualTo, "unheard"), (saved.Status, leaf.Comparator!.Value, leaf.Threshold!.Value.ToString()));
    }

    private static Task<string> NoticeAsync(IPage page, string style) =>
        page.EvaluateAsync<string>("style => getComputedStyle(document.getElementById('components-reconnect-modal'))[style]", style);

    [Fact]
    public async Task A_page_takes_no_typing_before_it_is_connected()
    {
        await using var own = await OwnServer.StartAsync();
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        var mayConnect = new TaskCompletionSource();
        await page.RouteAsync("**/_blazor/negotiate**", async route =>
        {
            await mayConnect.Task;
            await route.ContinueAsync();
        });

        await page.GotoAsync("/dashboard/policies/form");
        var name = page.Locator("main input").First;
        Assert.True(await name.EvaluateAsync<bool>("it => it.inert"));
        mayConnect.SetResult();
        await visit.ConnectedAsync();
        await page.GetByLabel("Name").FillAsync("Spam");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create policy" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Spam", Exact = true })).ToBeVisibleAsync();
        Assert.Empty(visit.Faults);
    }
}
