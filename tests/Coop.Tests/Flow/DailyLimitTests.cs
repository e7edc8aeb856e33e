using System.Text.Json;
using Coop.Tests.Support;

namespace Coop.Tests.Flow;

/// <summary>A rule that may act so often on a day, and sixty items that all match at once.</summary>
public class DailyLimitTests
{
    private const int Items = 60;

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Acts_so_often_and_not_once_more(int most)
    {
        await using var server = await TestServer.StartAsync();
        var org = new Moderation(await server.CreateOrgAsync());
        var post = await RuleAsync(org, most);

        await Task.WhenAll(Enumerable.Range(0, Items).Select(i => org.SubmitAsync(Moderation.Item($"{i}", post, "bad"))));

        await AssertActedAsync(org, most);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Acts_so_often_and_not_once_more_with_two_servers_on_one_folder(int most)
    {
        using var folder = new TempFolder();
        var org = await ProcessOrg.CreateAsync(folder["data"]);
        await using var one = await ServerProcess.StartAsync(folder["data"]);
        await using var other = await ServerProcess.StartAsync(folder["data"]);
        var post = await RuleAsync(org.At(one), most);
        // What one server saved the other knows a moment later.
        await Eventually.SeeAsync(
            async () =>
            {
                using var answer = await org.At(other).PostAsync("/api/v1/items/evaluate", $$"""{ "dryRun": true, "items": [{{Moderation.Item("look", post, "bad")}}] }""");
                return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            },
            answer => answer.Contains("Bad text", StringComparison.Ordinal));

        await Task.WhenAll(Enumerable.Range(0, Items).Select(i => org.At(i % 2 == 0 ? one : other).SubmitAsync(Moderation.Item($"{i}", post, "bad"))));

        await AssertActedAsync(org.At(one), most);
    }

    private static async Task<string> RuleAsync(Moderation org, int most)
    {
        var post = await org.PostTypeAsync();
        var action = await org.WebhookAsync("Hide", "http://127.0.0.1:1/nobody");
        await org.CreateAsync("rules", JsonSerializer.Serialize(new
        {
            name = "Bad text",
            status = "LIVE",
            itemTypeIds = (string[])[post],
            actions = new[] { new { actionId = action } },
            maxDailyActions = most,
            conditions = JsonElement.Parse(Moderation.TextEquals(post, "bad")),
        }));
        return post;
    }

    /// <summary>On each day that the test saw; more than one is rare, and then each has its own limit.</summary>
    private static async Task AssertActedAsync(Moderation org, int most)
    {
        List<JsonElement> decisions = [];
        for (var i = 0; i < Items; i++)
        {
            decisions.Add(Assert.Single(await org.DecisionsAsync($"{i}")));
        }

        Assert.All(
            decisions.GroupBy(decision => decision.GetProperty("decidedAt").GetDateTimeOffset().UtcDateTime.Date),
            day => Assert.Equal(Math.Min(most, day.Count()), day.Sum(decision => decision.GetProperty("actions").GetArrayLength())));
    }
}
