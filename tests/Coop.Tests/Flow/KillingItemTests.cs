using System.Text.Json;
using Coop.Tests.Loading;
using Coop.Tests.Support;

namespace Coop.Tests.Flow;

/// <summary>An item that takes the whole server with it, among ten that do not, and an operator who starts the server again each time.</summary>
public class KillingItemTests
{
    private const int Neighbours = 10;
    private const int MostStarts = 8;

    [Fact]
    public async Task Only_it_is_parked_and_the_integration_that_ran_is_named()
    {
        using var folder = new TempFolder();
        PluginCompiler.Publish(folder["killer"], "killer", new PluginSource
        {
            Id = "KILLER",
            SignalId = "KILLER_SIGNAL",
            Run = "ValueTask.FromResult(SignalResult.Scored(Fuse.Light(input.Value!.Value.AsText())))",
            Types = "public static class Fuse { public static double Light(string text) { if (text == \"kill\") { Environment.Exit(0); } return 1; } }",
        }.ToString());
        var config = folder["integrations.config.json"];
        await File.WriteAllTextAsync(config, """{ "integrations": [ { "package": "./killer" } ] }""", TestContext.Current.CancellationToken);
        var org = await ProcessOrg.CreateAsync(folder["data"]);
        var server = await StartAsync();
        try
        {
            var acme = org.At(server);
            var type = await acme.PostTypeAsync();
            await acme.RuleAsync("Measured", type, [], conditions: $$"""
                { "conjunction": "AND", "conditions": [ {
                    "input": { "type": "CONTENT_FIELD", "name": "text", "contentTypeId": "{{type}}" },
                    "signal": { "id": "{\"type\":\"KILLER_SIGNAL\"}", "type": "KILLER_SIGNAL" }, "comparator": "GREATER_THAN", "threshold": 0.5 } ] }
                """);
            string[] items = [.. Enumerable.Range(0, Neighbours).Select(i => Moderation.Item($"n{i}", type)), Moderation.Item("killer", type, "kill")];
            try
            {
                await acme.SubmitAsync([.. items.OrderBy(item => item, StringComparer.Ordinal)]);
            }
            catch (HttpRequestException)
            {
                // It was decided, and ended the server, before the answer was out: then it was stored.
            }

            JsonElement? parked = null;
            for (var starts = 1; parked is null; starts++)
            {
                Assert.True(starts <= MostStarts, "It was not parked.");
                parked = await ParkedOrEndedAsync(server, org);
                if (parked is null)
                {
                    await server.DisposeAsync();
                    server = await StartAsync();
                }
            }

            Assert.Equal("killer", parked.Value.GetProperty("itemId").GetString());
            var reason = parked.Value.GetProperty("error").GetString();
            Assert.Contains("The server ended 3 times while this item alone was being decided", reason, StringComparison.Ordinal);
            Assert.Contains("KILLER_SIGNAL", reason, StringComparison.Ordinal);
            for (var i = 0; i < Neighbours; i++)
            {
                Assert.Single(await org.At(server).DecisionsAsync($"n{i}"));
            }

            Assert.Empty(await org.At(server).ListDecisionsAsync("killer"));
        }
        finally
        {
            await server.DisposeAsync();
        }

        Task<ServerProcess> StartAsync() => ServerProcess.StartEndingAsync(
            folder["data"], config, ("Submissions__Lease", "00:00:01"), ("Submissions__Alone", "00:00:00.2"));
    }

    /// <summary>The only parked item, or null when the server ended before there was one.</summary>
    private static async Task<JsonElement?> ParkedOrEndedAsync(ServerProcess server, ProcessOrg org) =>
        (await Eventually.SeeAsync(() => ParkedAsync(server, org), parked => server.HasEnded || parked.Count > 0)).Cast<JsonElement?>().SingleOrDefault();

    private static async Task<IReadOnlyList<JsonElement>> ParkedAsync(ServerProcess server, ProcessOrg org)
    {
        try
        {
            var answer = await org.At(server).Org.Admin.GetAsync("/api/v1/admin/submissions/parked", TestContext.Current.CancellationToken);
            return [.. (await answer.JsonAsync()).GetProperty("parked").EnumerateArray()];
        }
        catch (HttpRequestException)
        {
            await server.EndedAsync();
            return [];
        }
    }
}
