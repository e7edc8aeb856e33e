using System.Net;
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

        Assert.All([gone.Bank, gone.Policy, gone.Type], bare => Assert.DoesNotContain(bare, page, StringComparison.Ordinal));
        Assert.Contains("Gone post (deleted)", await pages.TextAsync("/dashboard/decisions"), StringComparison.Ordinal);
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
