using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Coop.Server.Decisions.Pages;
using Coop.Tests.Support;

namespace Coop.Tests.Web;

/// <summary>What the pages of decisions show when what they tell of is gone, or was named to mislead.</summary>
public sealed class DecisionPageTests(FurnishedPages pages) : IClassFixture<FurnishedPages>
{
    [Fact]
    public async Task What_was_deleted_since_is_called_as_it_was()
    {
        var gone = await pages.FurnishAsync("Gone");
        await pages.Moderation.SubmitAsync(Moderation.Item("gone", gone.Type, "free money"));
        var id = Assert.Single(await pages.Moderation.DecisionsAsync("gone")).GetProperty("id").GetString()!;
        foreach (var path in new[] { $"rules/{gone.Rule}", $"banks/{gone.Bank}", $"policies/{gone.Policy}", $"actions/{gone.Action}", $"item-types/{gone.Type}" })
        {
            using var deleted = await pages.Moderation.Org.Admin.Delete("/api/v1/admin/" + path);
            Assert.Equal((path, HttpStatusCode.NoContent), (path, deleted.StatusCode));
        }

        var page = await pages.TextAsync("/dashboard/decisions/" + id);
        foreach (var name in new[] { "Gone rule", "Gone action", "the bank Gone words (deleted)", "under Gone policy (deleted)", "Gone post (deleted)" })
        {
            Assert.Contains(name, page, StringComparison.Ordinal);
        }

        Assert.Contains("The rule was deleted since.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("info/" + gone.Rule, page, StringComparison.Ordinal);
        Assert.All([gone.Bank, gone.Policy, gone.Type], bare => Assert.DoesNotContain(bare, page, StringComparison.Ordinal));
        Assert.Contains("Gone post (deleted)", await pages.TextAsync("/dashboard/decisions"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_s_matches_on_a_type_that_is_gone_say_that_it_was_deleted()
    {
        var left = await pages.FurnishAsync("Left");
        var other = await pages.Moderation.PostTypeAsync("Left other");
        await pages.Moderation.SubmitAsync(Moderation.Item("left", left.Type, "free money"));
        await pages.Moderation.DecisionsAsync("left");
        using var moved = await pages.Moderation.Org.Admin.PutAsJsonAsync(
            "/api/v1/admin/rules/" + left.Rule, JsonElement.Parse(Moderation.RuleBody("Left rule", other, [])), TestContext.Current.CancellationToken);
        using var deleted = await pages.Moderation.Org.Admin.Delete("/api/v1/admin/item-types/" + left.Type);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NoContent), (moved.StatusCode, deleted.StatusCode));

        Assert.Contains($"{left.Type} (deleted)", await pages.TextAsync("/dashboard/rules/proactive/info/" + left.Rule), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_marked_for_a_person_is_said_to_be_that_and_no_more()
    {
        var marked = await pages.FurnishAsync("Marked");
        await pages.Moderation.SubmitAsync(Moderation.Item("marked", marked.Type, "free money"));
        var id = Assert.Single(await pages.Moderation.DecisionsAsync("marked")).GetProperty("id").GetString()!;

        var page = await pages.TextAsync("/dashboard/decisions/" + id);

        Assert.Contains("Marked for a person", page, StringComparison.Ordinal);
        Assert.Contains("The queue in which people look at what is marked comes in a later version of Coop.", page, StringComparison.Ordinal);
        Assert.Contains("1 action: 1 marked for review.", page, StringComparison.Ordinal);
        Assert.All(["Delivered", "A person looks", "taken."], untrue => Assert.DoesNotContain(untrue, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rule_that_came_out_unknown_is_named_once_and_actions_are_counted_as_they_are()
    {
        var type = await pages.Moderation.PostTypeAsync("Unsure post");
        var empty = await pages.Moderation.CreateAsync("banks", """{ "name": "Unsure words", "type": "STRING", "strings": [] }""");
        await pages.Moderation.CreateAsync("rules", $$"""
            { "name": "Unsure rule", "status": "LIVE", "itemTypeIds": [ "{{type}}" ], "actions": [], "policyIds": [], "onUnknown": "REVIEW", "conditions":
              { "conjunction": "AND", "conditions": [ { "input": { "type": "CONTENT_COOP_INPUT", "name": "All text" },
                "signal": { "id": "{\"type\":\"TEXT_MATCHING_CONTAINS_TEXT\"}", "type": "TEXT_MATCHING_CONTAINS_TEXT" }, "matchingValues": { "textBankIds": [ "{{empty}}" ] } } ] } }
            """);
        await pages.Moderation.RuleAsync("Unsure webhook", type, [await pages.Moderation.WebhookAsync("Unsure hide", "http://127.0.0.1:1/hook")]);
        await pages.Moderation.SubmitAsync(Moderation.Item("unsure", type, "bad"));
        var id = Assert.Single(await pages.Moderation.DecisionsAsync("unsure")).GetProperty("id").GetString()!;

        var page = await pages.TextAsync("/dashboard/decisions/" + id);

        Assert.Matches("Marked for a person</strong>(\\s|<!--.*?-->)*<p[^>]*>(<!--.*?-->)*<bdi>The rule 'Unsure rule' came out unknown[.]</bdi></p>", page);
        Assert.Contains("1 action: 1 on its way.", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("   ", "⟨U+0020⟩⟨U+0020⟩⟨U+0020⟩")]
    [InlineData("\\u3000", "⟨U+3000⟩")]
    public async Task A_blank_id_can_be_seen_and_leads_to_its_item_alone(string id, string shown)
    {
        var there = await pages.FurnishAsync("Blank " + shown.Length);
        await pages.Moderation.SubmitAsync(Moderation.Item("beside a blank one", there.Type, "free money"), Moderation.Item(id, there.Type, "free money"));
        await pages.Moderation.DecisionsAsync("beside a blank one");
        var given = JsonElement.Parse($"\"{id}\"").GetString()!;
        await pages.Moderation.DecisionsAsync(given);

        foreach (var path in new[] { "/dashboard", "/dashboard/decisions", "/dashboard/decisions?itemId=" + Uri.EscapeDataString(given) })
        {
            Assert.Contains($"<bdi>{shown}</bdi>", await pages.TextAsync(path), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("beside a blank one", await pages.TextAsync("/dashboard/decisions?itemId=" + Uri.EscapeDataString(given)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("   ", "?itemId=%20%20%20")]
    [InlineData("\u3000", "?itemId=%E3%80%80")]
    [InlineData(" copied ", "?itemId=copied")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void A_blank_id_can_be_looked_for(string? typed, string query) => Assert.Equal("/dashboard/decisions" + query, DecisionsPage.AddressOf(typed));

    [Fact]
    public async Task A_long_id_is_shortened_where_there_are_others_and_whole_on_its_own_page()
    {
        var there = await pages.FurnishAsync("Long");
        var id = new string('w', 1000) + "end";
        await pages.Moderation.SubmitAsync(Moderation.Item(id, there.Type, "free money"));
        var decision = Assert.Single(await pages.Moderation.DecisionsAsync(id)).GetProperty("id").GetString()!;

        foreach (var path in new[] { "/dashboard", "/dashboard/decisions", $"/dashboard/rules/proactive/info/{there.Rule}" })
        {
            var page = await pages.TextAsync(path);
            Assert.Contains($"<bdi title=\"{id}\">{new string('w', 48)}…</bdi>", page, StringComparison.Ordinal);
            Assert.DoesNotContain(id + "</bdi>", page, StringComparison.Ordinal);
        }

        Assert.Contains($"<bdi>{id}</bdi></dd>", await pages.TextAsync("/dashboard/decisions/" + decision), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_action_that_was_gone_when_it_was_to_be_taken_is_shown_with_what_to_do()
    {
        var lost = await pages.FurnishAsync("Lost");
        await pages.Moderation.SubmitAsync(Moderation.Item("lost", lost.Type, "free money"));
        var id = Assert.Single(await pages.Moderation.DecisionsAsync("lost")).GetProperty("id").GetString()!;

        var page = await pages.TextAsync("/dashboard/decisions/" + id);

        Assert.Contains("Lost rule", page, StringComparison.Ordinal);
        Assert.Matches(
            $"Last error</dt><dd[^>]*><bdi>The action '{lost.Action}' was removed while rules still take it[.] Take it off the rules, or make it anew and choose it there[.]</bdi></dd>", page);
    }

    [Fact]
    public async Task An_id_or_a_text_that_turns_what_stands_beside_it_around_stays_within_itself()
    {
        var there = await pages.FurnishAsync("Turned");
        await pages.Moderation.SubmitAsync(Moderation.Item("ab\\u202Edc\\u200B", there.Type, "free money \\u202Eyenom"));
        var id = Assert.Single(await pages.Moderation.DecisionsAsync("ab\u202Edc\u200B")).GetProperty("id").GetString()!;

        foreach (var path in new[] { "/dashboard", "/dashboard/decisions", $"/dashboard/decisions/{id}", $"/dashboard/rules/proactive/info/{there.Rule}", $"/dashboard/rules/proactive/form/{there.Rule}" })
        {
            var page = await pages.TextAsync(path);
            Assert.False(page.Contains('\u202E', StringComparison.Ordinal), path);
            if (!path.Contains("/form/", StringComparison.Ordinal))
            {
                Assert.Contains("<bdi>ab⟨U+202E⟩dc⟨U+200B⟩</bdi>", page, StringComparison.Ordinal);
            }
        }

        Assert.Contains("<bdi>free money ⟨U+202E⟩yenom</bdi>", await pages.TextAsync("/dashboard/decisions/" + id), StringComparison.Ordinal);
    }
}
