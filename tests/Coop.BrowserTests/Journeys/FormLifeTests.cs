using System.Text.Json;
using Coop.BrowserTests.Support;
using Coop.Engine.People;
using Coop.Plugins;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

/// <summary>What happens to a form and to what was typed into it: left, deleted under it, closed to who may not.</summary>
public sealed class FormLifeTests(ChromiumFixture chromium)
{
    public static TheoryData<string> Deletable => [.. Editable.DeletableKinds];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Deletable))]
    public async Task Of_what_was_deleted_meanwhile_nothing_typed_is_lost_and_there_is_a_way_out(string kind)
    {
        await using var own = await OwnServer.StartAsync();
        var setting = await Editable.MakeAsync(kind, own);
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        await visit.OpenAsync(setting.Path);
        await setting.On(visit).FillAsync("All my work");
        using (var deleted = await own.Api.DeleteAsync(setting.Resource, Cancel))
        {
            Assert.True(deleted.IsSuccessStatusCode, await deleted.Content.ReadAsStringAsync(Cancel));
        }

        await setting.SaveAsync(visit);
        var gone = page.GetByText($"The {kind} was deleted meanwhile");
        await Assertions.Expect(gone).ToBeVisibleAsync();
        await Assertions.Expect(setting.On(visit)).ToHaveValueAsync("All my work");

        // Also after the page was loaded anew, when the browser alone knows it.
        visit.ExpectsRefusals = true;
        await visit.OpenAsync(setting.Path);
        await Assertions.Expect(gone).ToBeVisibleAsync();
        await Assertions.Expect(setting.On(visit)).ToHaveValueAsync("All my work");
        await visit.LookAsync("gone-" + kind.Replace(' ', '-'));
        await page.GetByRole(AriaRole.Button, new() { Name = $"Save it as a new {kind}" }).ClickAsync();
        await Assertions.Expect(page.Locator(".mud-snackbar")).ToBeVisibleAsync();
        await Assertions.Expect(gone).ToBeHiddenAsync();

        // The old address has nothing any more, and leads on.
        await visit.OpenAsync(setting.Path);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"This {kind} is not there" })).ToBeVisibleAsync();
        await visit.LookAsync("gone-empty-" + kind.Replace(' ', '-'));
        await page.GetByRole(AriaRole.Link, new() { Name = "Go to the list" }).ClickAsync();
        await Assertions.Expect(page.GetByText("All my work").Or(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link)).First).ToBeVisibleAsync();
        Assert.Empty(visit.Faults);
    }

    [Theory]
    [MemberData(nameof(Deletable))]
    public async Task What_somebody_changed_meanwhile_is_not_deleted_unseen(string kind)
    {
        await using var own = await OwnServer.StartAsync();
        var setting = await Editable.MakeAsync(kind, own);
        await using var visit = await own.VisitAsync(chromium);
        await using var colleague = await own.VisitAsync(chromium, await own.AddPersonAsync(Role.Admin));
        var page = visit.Page;

        // A rule is deleted where it is read.
        await visit.OpenAsync(kind == "rule" ? setting.Path.Replace("/form/", "/info/", StringComparison.Ordinal) : setting.Path);
        await colleague.OpenAsync(setting.Path);
        await setting.On(colleague).FillAsync("What they think");
        await setting.SaveAsync(colleague);
        await Assertions.Expect(colleague.Page.Locator(".mud-snackbar")).ToBeVisibleAsync();

        await DeleteAsync();
        await Assertions.Expect(page.GetByText($"The {kind} was changed meanwhile")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("It is not deleted.")).ToBeVisibleAsync();
        await visit.PictureAsync("kept-from-deletion-" + kind.Replace(' ', '-'));
        if (kind != "rule")
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Load theirs" }).ClickAsync();
            await Assertions.Expect(setting.On(visit)).ToHaveValueAsync("What they think");
        }

        // Seen, it goes.
        visit.ExpectsRefusals = true;
        await DeleteAsync();
        await Assertions.Expect(page.Locator(".mud-snackbar")).ToBeVisibleAsync();
        await visit.OpenAsync(setting.Path);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"This {kind} is not there" })).ToBeVisibleAsync();
        Assert.Empty(visit.Faults);

        async Task DeleteAsync()
        {
            await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = kind == "rule" ? "Delete" : $"Delete {kind}" }).ClickAsync();
            await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        }
    }

    [Fact]
    public async Task Who_leaves_what_is_not_saved_is_asked_and_stays_keeps_or_discards_it()
    {
        await using var own = await OwnServer.StartAsync();
        var setting = await Editable.MakeAsync("policy", own);
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        await visit.OpenAsync(setting.Path);
        var dialog = page.GetByRole(AriaRole.Dialog);
        var away = page.GetByRole(AriaRole.Link, new() { Name = "Overview" });

        // Nothing typed, or typed and taken back: nothing to ask.
        await setting.On(visit).FillAsync("x");
        await setting.On(visit).FillAsync("");
        await away.ClickAsync();
        await visit.ArriveAsync("/dashboard");

        await visit.OpenAsync(setting.Path);
        await setting.On(visit).FillAsync("Half a thought");
        await away.ClickAsync();
        await Assertions.Expect(dialog).ToContainTextAsync("What you typed into this policy is not saved.");
        await visit.LookAsync("leave-question");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Stay" }).ClickAsync();
        await Assertions.Expect(dialog).ToBeHiddenAsync();
        await Assertions.Expect(setting.On(visit)).ToHaveValueAsync("Half a thought");

        // Escape is no yes, from the first moment on; and whoever set out twice is asked once.
        await away.DblClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Stay" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        await Assertions.Expect(away).ToBeFocusedAsync();
        await Assertions.Expect(setting.On(visit)).ToHaveValueAsync("Half a thought");

        await away.ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Keep and leave" }).ClickAsync();
        await visit.ArriveAsync("/dashboard");
        await visit.OpenAsync(setting.Path);
        await Assertions.Expect(page.GetByText("What you typed before is back")).ToBeVisibleAsync();
        await Assertions.Expect(setting.On(visit)).ToHaveValueAsync("Half a thought");

        await away.ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await visit.ArriveAsync("/dashboard");
        await visit.OpenAsync(setting.Path);
        await Assertions.Expect(page.GetByText("What you typed before is back")).ToHaveCountAsync(0);
        await Assertions.Expect(setting.On(visit)).ToHaveValueAsync("");

        // Out of the application the browser itself asks, once the page knows that something is typed: the question inside shows that it does.
        await setting.On(visit).FillAsync("Half a thought");
        await away.ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Stay" }).ClickAsync();
        await Assertions.Expect(dialog).ToBeHiddenAsync();
        var asked = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        page.Dialog += (_, question) =>
        {
            asked.TrySetResult(question.Type);
            _ = question.AcceptAsync();
        };
        await page.GotoAsync("/account");
        Assert.Equal("beforeunload", await asked.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel));
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task Who_may_not_change_a_live_rule_is_told_before_they_type()
    {
        await using var own = await OwnServer.StartAsync();
        var id = await Editable.RuleAsync(own.Api, "LIVE");
        await using var visit = await own.VisitAsync(chromium, await own.AddPersonAsync(Role.Analyst));
        var page = visit.Page;
        await visit.OpenAsync("/dashboard/rules/proactive/form/" + id);
        await Assertions.Expect(page.GetByText("your role does not include changing live rules")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Description")).ToBeDisabledAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save" })).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Run the rule" })).ToBeEnabledAsync();
        await visit.LookAsync("live-rule-barred");
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task A_rule_whose_signal_is_gone_says_so_where_it_is_written()
    {
        await using var own = await OwnServer.StartAsync();
        await Editable.MakeAsync("configuration", own);
        var typeId = await Editable.TypeAsync(own.Api);
        var id = await own.Api.CreateAsync("rules", new
        {
            name = "Too many",
            status = "DRAFT",
            itemTypeIds = new[] { typeId },
            conditions = JsonElement.Parse($$"""
                { "conjunction": "AND", "conditions": [ {
                  "input": { "type": "CONTENT_FIELD", "name": "text", "contentTypeId": "{{typeId}}" },
                  "signal": { "id": "{\"type\":\"ACME_LIMITS_SIGNAL\"}", "type": "ACME_LIMITS_SIGNAL", "name": "Limits" } } ] }
                """),
        });
        await NodeIntegration.ListAsync(own.Server);
        Assert.Empty((await own.Server.Get<IntegrationHost>().ReloadAsync(Cancel)).Problems);
        await using var visit = await own.VisitAsync(chromium);
        await visit.OpenAsync("/dashboard/rules/proactive/form/" + id);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Group, new() { Name = "Condition", Exact = true }).GetByText("No active integration offers the signal “Limits” now.")).ToBeVisibleAsync();
        await visit.LookAsync("rule-signal-gone");
        Assert.Empty(visit.Faults);
    }
}
