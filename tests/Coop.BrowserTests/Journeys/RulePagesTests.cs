using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Coop.BrowserTests.Support;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

/// <summary>The life of rules on their pages: changed by two people, kept whole, copied, stopped, deleted, found.</summary>
public sealed class RulePagesTests(ChromiumFixture chromium)
{
    private const string Rules = "/dashboard/rules/proactive";

    private static readonly string[] Reasons = ["s", "x"];
    private static readonly string[] Tags = ["a", "b, c"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_people_who_change_one_rule_are_told_and_choose()
    {
        await using var own = await OwnServer.StartAsync();
        var id = await own.Api.CreateAsync("rules", Rule(await TypeAsync(own.Api), "Mine"));
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;

        await visit.OpenAsync($"{Rules}/form/{id}");
        await page.GetByLabel("Description").FillAsync("What I think");
        await ChangeAsync(own.Api, id, "Mine", "Theirs");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("The rule was changed meanwhile")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("as “Theirs”")).ToBeVisibleAsync();
        await visit.PictureAsync("rule-conflict");
        Assert.Empty(await Accessibility.FindingsAsync(page));
        await page.GetByRole(AriaRole.Button, new() { Name = "Save mine over it" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Mine" })).ToBeVisibleAsync();
        Assert.Equal("What I think", (await ReadAsync(own.Api, id)).GetProperty("description").GetString());

        // What comes back with the browser tab is older than the rule.
        await visit.OpenAsync($"{Rules}/form/{id}");
        await page.GetByLabel("Description").FillAsync("Half a thought");
        await ChangeAsync(own.Api, id, "What I think", "What they think");
        await visit.OpenAsync($"{Rules}/form/{id}");
        await Assertions.Expect(page.GetByText("The rule was changed since you wrote this")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Description")).ToHaveValueAsync("Half a thought");
        await page.GetByRole(AriaRole.Button, new() { Name = "Load theirs" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Description")).ToHaveValueAsync("What they think");

        // Cancelled is forgotten.
        await page.GetByLabel("Description").FillAsync("Never mind");
        await page.GetByRole(AriaRole.Link, new() { Name = "Cancel" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Description")).ToHaveValueAsync("What they think");
        await Assertions.Expect(page.GetByText("What you typed before is back")).ToBeHiddenAsync();

        // What was chosen and deleted since can be taken off.
        var policyId = await own.Api.CreateAsync("policies", new { name = "Spam" });
        await visit.OpenAsync($"{Rules}/form");
        await page.GetByLabel("Spam").CheckAsync();
        using (await own.Api.DeleteAsync($"/api/v1/admin/policies/{policyId}", Cancel))
        {
            await visit.OpenAsync($"{Rules}/form");
        }

        var gone = page.GetByLabel($"{policyId} is gone");
        await Assertions.Expect(gone).ToBeCheckedAsync();
        await gone.ClickAsync();
        await Assertions.Expect(gone).ToBeHiddenAsync();

        // A group left alone is taken apart.
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a group" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the condition" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a group" }).Last.ClickAsync();
        var groups = page.GetByRole(AriaRole.Group, new() { Name = "Group of conditions" });
        await groups.First.GetByLabel("Matches when").SelectOptionAsync("XOR");
        await groups.Nth(1).GetByRole(AriaRole.Button, new() { Name = "Remove group" }).ClickAsync();
        await Assertions.Expect(groups).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByLabel("Matches when")).ToHaveValueAsync("XOR");
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task A_rule_keeps_what_an_edit_does_not_touch_and_is_copied_stopped_and_deleted()
    {
        await using var own = await OwnServer.StartAsync();
        var typeId = await TypeAsync(own.Api);
        var actionId = await own.Api.CreateAsync("actions", new
        {
            name = "Warn",
            type = "CUSTOM_ACTION",
            callbackUrl = "https://platform.example/warn",
            parameters = new object[]
            {
                new { name = "reason", displayName = "Reason", type = "MULTISELECT", required = false, options = new[] { new { value = "s", label = "Spam" }, new { value = "x", label = "Scam" } } },
                new { name = "days", displayName = "Days", type = "NUMBER", required = false },
            },
        });
        var policyId = await own.Api.CreateAsync("policies", new { name = "Spam" });
        var id = await own.Api.CreateAsync("rules", new
        {
            name = "Whole",
            status = "BACKGROUND",
            itemTypeIds = new[] { typeId },
            conditions = Conditions(typeId, 0.5),
            actions = new[] { new { actionId, parameters = new { reason = Reasons, days = 1.5 } } },
            policyIds = new[] { policyId },
            tags = Tags,
            maxDailyActions = 7,
            expirationTime = "2999-01-02T03:04:05.678Z",
            onUnknown = "REVIEW",
        });
        await using var wire = new Wire(own.Server.Address);
        await using var visit = await own.VisitAsync(chromium, address: wire.Address);
        var page = visit.Page;
        var save = page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true });
        var title = page.GetByRole(AriaRole.Heading, new() { Level = 1 });

        await visit.OpenAsync($"{Rules}/form/{id}");
        await page.GetByLabel("Description").FillAsync("New words");
        await save.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Details" })).ToContainTextAsync(new Regex("Warn\\s*Reason: Spam, Scam\\s*Days: 1.5"));
        await visit.PictureAsync("rule-with-parameters");
        Assert.Empty(await Accessibility.FindingsAsync(page));
        var kept = await ReadAsync(own.Api, id);
        Assert.Equal("New words", kept.GetProperty("description").GetString());
        Assert.Equal(
            $$"""{"reason":["s","x"],"days":1.5} ["a","b, c"] 7 "2999-01-02T03:04:05.678+00:00" "REVIEW" ["{{policyId}}"] "BACKGROUND" """.Trim(),
            string.Join(' ', new[] { kept.GetProperty("actions")[0].GetProperty("parameters"), kept.GetProperty("tags"), kept.GetProperty("maxDailyActions"), kept.GetProperty("expirationTime"), kept.GetProperty("onUnknown"), kept.GetProperty("policyIds"), kept.GetProperty("status") }.Select(value => value.GetRawText())));

        // A copy: what cannot be read is refused beside its field, and a trial touches none of that.
        await page.GetByRole(AriaRole.Link, new() { Name = "Duplicate" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Name")).ToHaveValueAsync("Copy of Whole");
        await Assertions.Expect(page.GetByLabel("Days")).ToHaveValueAsync("1.5");
        await page.GetByLabel("Threshold").FillAsync("0,8");
        await page.GetByLabel("Name").FillAsync("");
        await page.GetByLabel("Days").FillAsync("1,5");
        await save.ClickAsync();
        await Assertions.Expect(page.GetByText("The threshold must be a number, written with a point")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("The name is required.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Group, new() { Name = "Warn" }).GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await page.GetByLabel("Threshold").FillAsync("0.8");
        var beside = page.GetByRole(AriaRole.Region, new() { Name = "Try it" });
        await beside.GetByLabel("Item", new() { Exact = true }).FillAsync("""{ "likes": 3 }""");
        await beside.GetByRole(AriaRole.Button, new() { Name = "Run the rule" }).ClickAsync();
        await Assertions.Expect(beside.GetByText("Matched", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("The name is required.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("The threshold must be a number")).ToBeHiddenAsync();
        await Assertions.Expect(beside.GetByText("This is about an earlier version")).ToBeHiddenAsync();
        await page.GetByLabel("Threshold").FillAsync("9");
        await Assertions.Expect(beside.GetByText("This is about an earlier version")).ToBeVisibleAsync();
        await visit.PictureAsync("rule-form-earlier-trial");
        Assert.Empty(await Accessibility.FindingsAsync(page));
        await page.GetByLabel("Days").FillAsync("2");
        await page.GetByLabel("Name").FillAsync("Copied");

        // Half a date is not never, also when the server hears only afterwards that the field was emptied before; the item comes back with a draft.
        wire.GoSilent();
        await page.Locator("input[name=expirationTime]").FillAsync("");
        await page.Locator("input[name=expirationTime]").FocusAsync();
        await page.Keyboard.TypeAsync("01312027");
        wire.Mend();
        await save.ClickAsync();
        await Assertions.Expect(page.GetByText("Give both the date and the time")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Assertions.Expect(beside.GetByLabel("Item", new() { Exact = true })).ToHaveValueAsync("""{ "likes": 3 }""");

        // A time that has passed is said, for the rule would not run.
        await page.Locator("input[name=expirationTime]").FillAsync("2020-01-01T00:00");
        await page.Locator("input[name=expirationTime]").BlurAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "Live" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save (stays expired)" }).ClickAsync();
        await Assertions.Expect(title).ToHaveTextAsync("Copied");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Details" })).ToContainTextAsync("Expired");
        await page.GetByRole(AriaRole.Link, new() { Name = "Duplicate" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Name")).ToHaveValueAsync("Copy of Copied");
        await Assertions.Expect(page.Locator("input[name=expirationTime]")).ToHaveValueAsync("");

        // Archived, then another rule under the same component: nothing of the one before is shown, and what is deleted is what is shown.
        await visit.OpenAsync($"{Rules}/form/{id}");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Archived" }).CheckAsync();
        await save.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Details" })).ToContainTextAsync("Archived");
        await page.EvaluateAsync($"() => Blazor.navigateTo('{Rules}/info/none')");
        await Assertions.Expect(page.GetByText("no rule with the id 'none'")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Whole" })).ToBeHiddenAsync();
        await page.EvaluateAsync($"() => Blazor.navigateTo('{Rules}/info/{id}')");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("“Whole” is deleted for good");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Table).GetByRole(AriaRole.Link)).ToHaveTextAsync(["Copied"]);
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task The_list_is_filtered_and_paged_by_its_address_and_a_rule_whose_signal_is_gone_is_named_and_stopped()
    {
        using var fixtures = new FixtureSignals();
        await using var own = await OwnServer.StartAsync(fixtures.Package);
        var typeId = await TypeAsync(own.Api);
        for (var i = 0; i < 51; i++)
        {
            await own.Api.CreateAsync("rules", Rule(typeId, $"Rule {i}", i == 7 ? "BACKGROUND" : "DRAFT"));
        }

        var goneId = await own.Api.CreateAsync("rules", new
        {
            name = "Needs a level",
            status = "LIVE",
            itemTypeIds = new[] { typeId },
            conditions = new
            {
                conjunction = "AND",
                conditions = new object[]
                {
                    new { input = new { type = "CONTENT_COOP_INPUT", name = "All text" }, signal = new { id = """{"type":"FIXTURE_LEVEL"}""", type = "FIXTURE_LEVEL", name = "Level" }, comparator = "EQUALS", threshold = "LOW" },
                    new { input = new { type = "FULL_ITEM", contentTypeIds = new[] { typeId } }, comparator = "IS_NOT_PROVIDED" },
                },
            },
        });
        await own.Server.StopAsync();
        await File.WriteAllTextAsync(own.Server.ConfigFile, WebServer.ConfigOf(), Cancel);
        await own.Server.StartAgainAsync();
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        var rows = page.GetByRole(AriaRole.Table).GetByRole(AriaRole.Link);

        await visit.OpenAsync($"{Rules}?page=abc");
        await Assertions.Expect(rows).ToHaveCountAsync(50);
        await Assertions.Expect(page.GetByTitle("Level", new() { Exact = true })).ToHaveTextAsync("A signal is missing");
        await visit.PictureAsync("rules");
        Assert.Empty(await Accessibility.FindingsAsync(page));
        await page.GetByRole(AriaRole.Link, new() { Name = "Next" }).ClickAsync();
        await visit.ArriveAsync($"{Rules}?page=2");
        await Assertions.Expect(rows).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Link, new() { Name = "Previous" }).ClickAsync();
        await visit.ArriveAsync(Rules);
        await Assertions.Expect(rows).ToHaveCountAsync(50);
        await page.GoBackAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(2);
        await page.GetByLabel("Status", new() { Exact = true }).SelectOptionAsync("BACKGROUND");
        await Assertions.Expect(rows).ToHaveTextAsync(["Rule 7"]);
        await visit.ArriveAsync($"{Rules}?status=BACKGROUND");
        await visit.OpenAsync($"{Rules}?status=DRAFT&q=rule%2042");
        await Assertions.Expect(rows).ToHaveTextAsync(["Rule 42"]);
        await page.GetByLabel("Search rules", new() { Exact = true }).FillAsync("nothing like it");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show all rules" }).ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(50);
        await page.SetViewportSizeAsync(390, 844);
        await visit.PictureAsync("rules-narrow");
        Assert.Equal(390, await page.EvaluateAsync<int>("() => Math.max(390, document.documentElement.scrollWidth)"));
        Assert.Empty(await Accessibility.FindingsAsync(page));
        await page.SetViewportSizeAsync(1280, 860);

        await visit.OpenAsync($"{Rules}/info/{goneId}");
        await Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "A signal of this rule is not there" })).ToContainTextAsync("No active integration offers Level.");
        await visit.PictureAsync("rule-signal-missing");
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Input", new() { Exact = true }).Nth(1).Locator("option:checked")).ToHaveTextAsync("The whole item of Post");
        await page.GetByLabel("Description").FillAsync("Stopped");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and put live" }).ClickAsync();
        await Assertions.Expect(page.GetByText("No active integration offers the signal FIXTURE_LEVEL")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "Archived" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Details" })).ToContainTextAsync("Archived");
        Assert.Empty(visit.Faults);
    }

    private static Task<string> TypeAsync(HttpClient api) => api.CreateAsync("item-types", new
    {
        name = "Post",
        kind = "CONTENT",
        fields = new object[] { new { name = "text", type = "STRING", required = false }, new { name = "likes", type = "NUMBER", required = false } },
    });

    private static object Conditions(string typeId, double threshold) => new
    {
        conjunction = "AND",
        conditions = new[] { new { input = new { type = "CONTENT_FIELD", name = "likes", contentTypeId = typeId }, comparator = "GREATER_THAN", threshold } },
    };

    private static object Rule(string typeId, string name, string status = "DRAFT") => new { name, status, itemTypeIds = new[] { typeId }, conditions = Conditions(typeId, 5) };

    private static Task<JsonElement> ReadAsync(HttpClient api, string id) => api.GetFromJsonAsync<JsonElement>($"/api/v1/admin/rules/{id}", Cancel);

    /// <summary>Somebody else puts other words into the rule.</summary>
    private static async Task ChangeAsync(HttpClient api, string id, string words, string others)
    {
        var changed = (await ReadAsync(api, id)).GetRawText().Replace($"\"{words}\"", $"\"{others}\"", StringComparison.Ordinal);
        using var answer = await api.PutAsync($"/api/v1/admin/rules/{id}", new StringContent(changed, System.Text.Encoding.UTF8, "application/json"), Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }
}
