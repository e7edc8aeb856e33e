using System.Text.Json;
using Coop.BrowserTests.Support;
using Coop.Tests.Support;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

/// <summary>Names that are written from right to left, turn what stands beside them around, or do not end: each stays within itself and within its place, on every page that shows it.</summary>
public sealed class StrangeNamesTests(ChromiumFixture chromium)
{
    private const string Turning = "\u202Egnimmaps";
    private const string Arabic = "منشور (1)";
    private static readonly string Endless = new('W', 90);

    [Fact]
    public async Task A_strange_name_turns_nothing_around_and_breaks_no_page()
    {
        await using var own = await OwnServer.StartAsync("Coop.Integration.Text");
        var typeId = await own.Api.CreateAsync("item-types", new { name = Arabic, kind = "CONTENT", fields = new object[] { new { name = "نص", type = "STRING", required = true }, new { name = Endless, type = "STRING" } } });
        var policyId = await own.Api.CreateAsync("policies", new { name = Arabic + " " + Endless, policyText = Endless });
        var bankId = await own.Api.CreateAsync("banks", new { name = Endless, description = Arabic + Endless, type = "STRING", strings = (string[])["free money", Arabic, Endless, Turning] });
        var actionId = await own.Api.CreateAsync("actions", new { name = Arabic, description = Endless, type = "CUSTOM_ACTION", callbackUrl = "http://127.0.0.1:1/" + Endless });
        var ruleId = await own.Api.CreateAsync("rules", new
        {
            name = Endless + " " + Arabic,
            description = Arabic + " " + Endless,
            status = "LIVE",
            itemTypeIds = new[] { typeId },
            policyIds = new[] { policyId },
            tags = new[] { Arabic, Endless },
            actions = new[] { new { actionId } },
            conditions = JsonElement.Parse($$"""
                { "conjunction": "OR", "conditions": [
                  { "input": { "type": "CONTENT_COOP_INPUT", "name": "All text" }, "signal": { "id": "{\"type\":\"TEXT_MATCHING_CONTAINS_TEXT\"}" }, "matchingValues": { "textBankIds": ["{{bankId}}"] } },
                  { "input": { "type": "CONTENT_FIELD", "name": "نص", "contentTypeId": "{{typeId}}" }, "comparator": "EQUALS", "threshold": {{JsonSerializer.Serialize(Turning + Arabic)}} } ] }
                """),
        });
        var itemId = Turning + Arabic + Endless;
        await own.Api.CreateAsync("api-keys", new { name = Endless, scope = "ITEMS" });
        using (var platform = AdminApi.Client(own.Server, own.Home.ApiKey))
        {
            await platform.PostItemAsync(typeId, itemId, new Dictionary<string, string> { ["نص"] = $"free money {Turning} {Arabic} {Endless}" });
        }

        var decision = (await own.Api.DecidedAsync(Uri.EscapeDataString(itemId))).GetProperty("decisions")[0].GetProperty("id").GetString()!;
        await using var visit = await own.VisitAsync(chromium);
        foreach (var (name, path) in new[]
        {
            ("overview", "/dashboard"),
            ("decisions", "/dashboard/decisions"),
            ("decision", "/dashboard/decisions/" + decision),
            ("rules", "/dashboard/rules/proactive"),
            ("rule", "/dashboard/rules/proactive/info/" + ruleId),
            ("rule-form", "/dashboard/rules/proactive/form/" + ruleId),
            ("banks", "/dashboard/rules/banks"),
            ("bank", "/dashboard/rules/banks/form/" + bankId),
            ("policies", "/dashboard/policies"),
            ("policy", "/dashboard/policies/form/" + policyId),
            ("item-types", "/dashboard/settings/item_types"),
            ("item-type", "/dashboard/settings/item_types/form/" + typeId),
            ("actions", "/dashboard/settings/actions"),
            ("action", "/dashboard/settings/actions/form/" + actionId),
            ("deliveries", $"/dashboard/settings/actions/form/{actionId}/deliveries"),
            ("api-keys", "/dashboard/settings/api_auth"),
        })
        {
            await visit.OpenAsync(path);
            await visit.LookAsync("strange-" + name);
            Assert.Equal((path, "[]"), (path, await TurnedAsync(visit.Page)));
        }

        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task Ids_that_are_blank_or_do_not_end_are_links_that_leave_room_for_what_stands_beside_them()
    {
        await using var own = await OwnServer.StartAsync();
        var typeId = await own.Api.CreateAsync("item-types", new { name = "Post", kind = "CONTENT", fields = new object[] { new { name = "text", type = "STRING", required = true } } });
        var webhookId = await own.Api.CreateAsync("actions", new { name = "Hide", type = "CUSTOM_ACTION", callbackUrl = "http://127.0.0.1:1/hook" });
        var markId = await own.Api.CreateAsync("actions", new { name = "Mark", type = "ENQUEUE_TO_MRT" });
        await own.Api.CreateAsync("rules", new
        {
            name = "Every post",
            status = "LIVE",
            itemTypeIds = new[] { typeId },
            policyIds = Array.Empty<string>(),
            actions = new[] { new { actionId = webhookId }, new { actionId = markId } },
            conditions = JsonElement.Parse($$"""
                { "conjunction": "AND", "conditions": [ { "input": { "type": "CONTENT_FIELD", "name": "text", "contentTypeId": "{{typeId}}" }, "comparator": "EQUALS", "threshold": "x" } ] }
                """),
        });
        var longest = new string('w', 1024);
        using (var platform = AdminApi.Client(own.Server, own.Home.ApiKey))
        {
            await platform.PostItemAsync(typeId, "   ", new { text = "x" });
            await platform.PostItemAsync(typeId, longest, new { text = "x" });
        }

        await own.Api.DecidedAsync("%20%20%20");
        var decision = (await own.Api.DecidedAsync(longest)).GetProperty("decisions")[0].GetProperty("id").GetString()!;
        var deliveries = $"/dashboard/settings/actions/form/{webhookId}/deliveries";
        await using var visit = await own.VisitAsync(chromium);
        await Eventually.SeeAsync(async () =>
        {
            await visit.OpenAsync(deliveries);
            return await visit.Page.GetByText("Failing since").CountAsync();
        }, count => count == 1);
        foreach (var (name, path) in new[] { ("overview", "/dashboard"), ("decisions", "/dashboard/decisions"), ("deliveries", deliveries) })
        {
            await visit.OpenAsync(path);
            var links = visit.Page.Locator("a[href^='/dashboard/decisions/']").Filter(new() { Has = visit.Page.Locator("bdi") });
            await Assertions.Expect(links).ToHaveCountAsync(2);
            foreach (var link in await links.AllAsync())
            {
                var box = (await link.BoundingBoxAsync())!;
                Assert.InRange(box.Width, 20, 700);
                Assert.InRange(box.Height, 10, 80);
            }

            await visit.LookAsync("ids-" + name);
        }

        await visit.OpenAsync("/dashboard/decisions/" + decision);
        await Assertions.Expect(visit.Page.GetByText("Marked for a person")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Region, new() { Name = "Item", Exact = true })).ToContainTextAsync(longest);
        await visit.LookAsync("ids-decision");
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task What_pops_up_and_what_is_asked_keep_a_strange_name_within_itself()
    {
        await using var own = await OwnServer.StartAsync();
        await own.Api.CreateAsync("policies", new { name = Arabic });
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        await visit.OpenAsync("/dashboard/policies");
        await page.GetByRole(AriaRole.Link, new() { Name = Arabic, Exact = true }).ClickAsync();
        await page.GetByLabel("Policy text").FillAsync("Do not.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".mud-snackbar")).ToContainTextAsync($"“\u2068{Arabic}\u2069” is saved.");
        await visit.LookAsync("strange-saved");

        await page.GetByRole(AriaRole.Link, new() { Name = Arabic, Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete policy" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync($"“\u2068{Arabic}\u2069”");
        await visit.LookAsync("strange-asked");
        Assert.Empty(visit.Faults);
    }

    /// <summary>What turns text around unseen, and marks of our own that would be shown as if somebody had given them: in text, attributes and the title. What is in an input is for whoever edits it.</summary>
    private static Task<string> TurnedAsync(IPage page) => page.EvaluateAsync<string>("""
        () => {
          const bad = /[\u202A-\u202E\u200E\u200F]|⟨U\+206[6-9]⟩/u;
          const found = bad.test(document.title) ? ['title: ' + document.title] : [];
          for (const element of document.body.querySelectorAll('*')) {
            if (element.tagName === 'SCRIPT' || element.tagName === 'TEXTAREA') continue;
            for (const name of ['title', 'aria-label', 'alt', 'placeholder', 'label'])
              if (bad.test(element.getAttribute(name) ?? '')) found.push(name + ': ' + element.outerHTML.slice(0, 200));
            for (const child of element.childNodes)
              if (child.nodeType === Node.TEXT_NODE && bad.test(child.data)) found.push(element.outerHTML.slice(0, 200));
          }
          return JSON.stringify(found);
        }
        """);
}
