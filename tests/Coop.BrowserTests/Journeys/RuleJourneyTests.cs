using Coop.BrowserTests.Support;
using Coop.Engine.People;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

public sealed class RuleJourneyTests(ChromiumFixture chromium)
{
    private static readonly object Post = new
    {
        name = "Post",
        kind = "CONTENT",
        fields = new object[]
        {
            new { name = "text", type = "STRING", required = true },
            new { name = "likes", type = "NUMBER", required = false },
            new { name = "author", type = "RELATED_ITEM", required = false },
        },
        roles = new { creatorId = "author" },
    };

    [Fact]
    public async Task A_rule_is_written_with_a_signal_from_the_picker_tried_put_live_and_its_decision_explained()
    {
        await using var own = await OwnServer.StartAsync("Coop.Integration.Text", "Coop.Integration.Example");
        var postId = await own.Api.CreateAsync("item-types", Post);
        await own.Api.CreateAsync("policies", new { name = "Spam" });
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;

        await visit.OpenAsync("/dashboard/rules/proactive");
        await visit.LookAsync("rules-empty");
        await page.GetByRole(AriaRole.Link, new() { Name = "Write a rule" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("Sells followers");
        await page.GetByLabel("Post", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("Input", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "All text" });

        // A disabled signal says why and where to mend it; the one wanted is found by searching and has its integration's logo.
        await visit.LookAsync("rule-form-begun");
        await page.GetByRole(AriaRole.Button, new() { Name = "Signal: Choose a signal…" }).ClickAsync();
        var picker = page.GetByRole(AriaRole.Dialog);
        await picker.GetByRole(AriaRole.Button, new() { Name = "Coin Flip" }).ClickAsync();
        await Assertions.Expect(picker.GetByRole(AriaRole.Link, new() { Name = "Open its integration’s page" })).ToHaveAttributeAsync("href", "/dashboard/settings/integrations/coop_integration_example");
        await Assertions.Expect(picker.GetByRole(AriaRole.Button, new() { Name = "Use this signal" })).ToBeDisabledAsync();
        await visit.LookAsync("signal-picker-disabled");
        await picker.GetByLabel("Search signals").FillAsync("contains text");
        var card = picker.GetByRole(AriaRole.Button, new() { Name = "Contains text", Exact = false }).First;
        await Assertions.Expect(card.Locator("img")).ToHaveAttributeAsync("src", new System.Text.RegularExpressions.Regex("/with-background$"));
        await card.ClickAsync();
        await visit.LookAsync("signal-picker");
        await picker.GetByRole(AriaRole.Button, new() { Name = "Use this signal" }).ClickAsync();
        await Assertions.Expect(picker).ToBeHiddenAsync();

        // What is missing is said beside it.
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Group, new() { Name = "Matching values" }).GetByRole(AriaRole.Alert)).ToContainTextAsync("needs values to match against");
        await visit.LookAsync("rule-form-refused");
        await page.GetByLabel("Match against").FillAsync("buy followers\ncheap followers");

        // A group within the conditions, with a comparison of a number.
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a group" }).ClickAsync();
        var group = page.GetByRole(AriaRole.Group, new() { Name = "Group of conditions" });
        await group.GetByLabel("Matches when").SelectOptionAsync("OR");
        await group.GetByLabel("Input", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "likes (number)" });
        await group.GetByLabel("Comparison").SelectOptionAsync("LESS_THAN");
        await group.GetByLabel("Threshold").FillAsync("10");

        var trial = page.GetByRole(AriaRole.Form, new() { Name = "Try the rule" });
        await trial.GetByLabel("Item", new() { Exact = true }).FillAsync("""{ "text": "Cheap followers today", "likes": 3 }""");
        await trial.GetByRole(AriaRole.Button, new() { Name = "Run the rule" }).ClickAsync();
        var beside = page.GetByRole(AriaRole.Region, new() { Name = "Try it" });
        await Assertions.Expect(beside.GetByText("Matched", new() { Exact = true }).First).ToBeVisibleAsync();
        await Assertions.Expect(beside).ToContainTextAsync("Cheap followers today");
        await page.GetByLabel("Spam").CheckAsync();
        await visit.LookAsync("rule-form-tried");
        await page.SetViewportSizeAsync(390, 844);
        await visit.PictureAsync("rule-form-narrow");
        Assert.Equal(390, await page.EvaluateAsync<int>("() => Math.max(390, document.documentElement.scrollWidth)"));
        await page.SetViewportSizeAsync(1280, 860);

        await page.GetByLabel("Take an action").SelectOptionAsync(new SelectOptionValue { Label = "Enqueue Item to Manual Review" });
        await page.GetByRole(AriaRole.Radio, new() { Name = "Live" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and put live" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Sells followers" })).ToBeVisibleAsync();
        await visit.LookAsync("rule");

        await own.Api.PostItemAsync(postId, "post-1", new { text = "CHEAP FOLLOWERS here", likes = 1 });
        await own.Api.DecidedAsync("post-1");

        await visit.OpenAsync("/dashboard/decisions");
        await visit.LookAsync("decisions");
        await page.GetByRole(AriaRole.Link, new() { Name = "post-1" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Decision about post-1");
        var why = page.GetByRole(AriaRole.Region, new() { Name = "Rules" });
        await Assertions.Expect(why).ToContainTextAsync("Contains text of all text says yes");
        await Assertions.Expect(why).ToContainTextAsync("cheap followers");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Actions" })).ToContainTextAsync("Enqueue Item to Manual Review");
        await visit.LookAsync("decision");
        await page.SetViewportSizeAsync(390, 844);
        await visit.PictureAsync("decision-narrow");
        Assert.Equal(390, await page.EvaluateAsync<int>("() => Math.max(390, document.documentElement.scrollWidth)"));

        await LookInTheDarkAsync(own);
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task A_recommended_threshold_is_taken_with_one_click()
    {
        await using var own = await OwnServer.StartAsync("Coop.Integration.Example");
        await own.Api.CreateAsync("item-types", Post);
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        await visit.OpenAsync("/dashboard/rules/proactive/form");
        await page.GetByLabel("Post", new() { Exact = true }).CheckAsync();

        // The only signal that can be used is taken without asking; a click on a recommendation fills its threshold.
        await page.GetByLabel("Input", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "All text" });
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Signal: Random Score" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Comparison")).ToHaveValueAsync("GREATER_THAN_OR_EQUALS");
        await Assertions.Expect(page.GetByLabel("Comparison").GetByRole(AriaRole.Option)).ToHaveCountAsync(8);
        await page.GetByRole(AriaRole.Button, new() { Name = "50" }).First.ClickAsync();
        await Assertions.Expect(page.GetByLabel("Threshold")).ToHaveValueAsync("50");
        await page.GetByLabel("Threshold").FillAsync("7");

        await page.GetByRole(AriaRole.Button, new() { Name = "Signal: Random Score" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Use 50: fewer false positives" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Threshold")).ToHaveValueAsync("50");
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task A_half_written_rule_survives_a_restart_of_the_server()
    {
        await using var own = await OwnServer.StartAsync("Coop.Integration.Text");
        await using var visit = await own.VisitAsync(chromium);
        await visit.OpenAsync("/dashboard/rules/proactive/form");
        await visit.Page.GetByLabel("Name").FillAsync("Half a rule");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Add a condition" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByLabel("Input", new() { Exact = true })).ToHaveCountAsync(2);

        await own.Server.StopAsync();
        await own.Server.StartAgainAsync();
        await Assertions.Expect(visit.Page.GetByText("What you typed before is back")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(visit.Page.GetByLabel("Name")).ToHaveValueAsync("Half a rule");
        await Assertions.Expect(visit.Page.GetByLabel("Input", new() { Exact = true })).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task An_analyst_can_write_a_rule_but_not_put_it_live()
    {
        await using var own = await OwnServer.StartAsync("Coop.Integration.Text");
        var analyst = await own.AddPersonAsync(Role.Analyst);
        await using var visit = await own.VisitAsync(chromium, analyst);
        await visit.OpenAsync("/dashboard/rules/proactive/form");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Radio, new() { Name = "Live" })).ToBeDisabledAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Radio, new() { Name = "Background" })).ToBeEnabledAsync();
    }

    private async Task LookInTheDarkAsync(OwnServer own)
    {
        await using var visit = await own.VisitAsync(chromium, scheme: ColorScheme.Dark);
        await visit.OpenAsync("/dashboard/rules/proactive");
        await visit.LookAsync("rules-dark");
        await visit.Page.GetByRole(AriaRole.Table).GetByRole(AriaRole.Link, new() { Name = "Sells followers" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "post-1" }).WaitForAsync();
        await visit.LookAsync("rule-dark");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Edit" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByLabel("Match against")).ToHaveValueAsync("buy followers\ncheap followers");
        await Assertions.Expect(visit.Page.GetByLabel("Threshold")).ToHaveValueAsync("10");
        await visit.Page.GetByLabel("Recent item").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Run the rule" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Region, new() { Name = "Try it" })).ToContainTextAsync("CHEAP FOLLOWERS here");
        await visit.LookAsync("rule-form-dark");
        await visit.OpenAsync("/dashboard/decisions?itemId=post-1");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "post-1" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Decision about post-1" }).WaitForAsync();
        await visit.LookAsync("decision-dark");
        Assert.Empty(visit.Faults);
    }
}
