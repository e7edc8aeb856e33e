using System.Text.Json;
using Coop.Tests.Support;

namespace Coop.Tests.Submissions;

/// <summary>Kill -9 of the real server after a 202, again and again, on the same data.</summary>
public class KilledServerTests
{
    private const int Rounds = 4;

    private static readonly (string, string)[] QuickRecovery = [("Submissions__Lease", "00:00:01"), ("Webhooks__Lease", "00:00:01")];

    [Fact]
    public async Task Every_accepted_item_gets_exactly_one_decision_and_its_webhook()
    {
        using var folder = new TempFolder();
        await using var receiver = await WebhookReceiver.StartAsync();
        var data = folder["data"];
        var (exitCode, created, error) = await ServerProcess.RunAsync(
            "org", "create", "--name", "Acme", "--email", "ada@example.com", "--password", "long enough", "--data", data);
        Assert.True(exitCode == 0, error);
        var keys = JsonElement.Parse(created);
        var server = await ServerProcess.StartAsync(data, environment: QuickRecovery);
        var post = "";
        List<string> accepted = [];
        try
        {
            var org = Org(server, keys);
            post = await org.PostTypeAsync();
            await org.RuleAsync("Bad text", post, [await org.WebhookAsync("Hide", receiver.Url)]);
            for (var round = 0; round < Rounds; round++)
            {
                accepted.AddRange(await SubmitUntilKilledAsync(server, Org(server, keys), post, round));
                await server.DisposeAsync();
                server = await ServerProcess.StartAsync(data, environment: QuickRecovery);
            }

            org = Org(server, keys);
            var executions = new HashSet<string>(StringComparer.Ordinal);
            foreach (var id in accepted)
            {
                var execution = await org.ExecutionAsync(id, execution => execution.GetProperty("state").ValueEquals("DELIVERED"));
                Assert.True(executions.Add(execution.GetProperty("id").GetString()!));
            }

            Assert.NotEmpty(accepted);
            AssertDelivered(receiver.Received, accepted, executions, keys.GetProperty("publicKeyPem").GetString()!);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    /// <summary>Every item has its webhook; a second copy of one has the same key and the same bytes.</summary>
    private static void AssertDelivered(IReadOnlyList<ReceivedWebhook> received, List<string> accepted, HashSet<string> executions, string publicKey)
    {
        var byKey = received.GroupBy(webhook => webhook.Key).ToList();
        var keyOfItem = byKey.ToLookup(group => group.First().Json.GetProperty("item").GetProperty("id").GetString()!, group => group.Key);
        Assert.All(accepted, id => Assert.Contains(Assert.Single(keyOfItem[id]), executions));
        Assert.All(byKey, group => Assert.Single(group.Select(webhook => Convert.ToHexString(webhook.Body)).Distinct()));
        Assert.All(received, webhook => Assert.True(webhook.IsSignedBy(publicKey)));
    }

    /// <returns>The ids that were answered with 202.</returns>
    private static async Task<IReadOnlyList<string>> SubmitUntilKilledAsync(ServerProcess server, Moderation org, string post, int round)
    {
        List<string> accepted = [];
        var killAfter = Random.Shared.Next(1, 25);
        for (var batch = 0; ; batch++)
        {
            string[] ids = [.. Enumerable.Range(0, 3).Select(i => $"r{round}-b{batch}-{i}")];
            await org.SubmitAsync([.. ids.Select(id => Moderation.Item(id, post, "bad"))]);
            accepted.AddRange(ids);
            if (batch == killAfter)
            {
                await server.KillAsync();
                return accepted;
            }
        }
    }

    private static Moderation Org(ServerProcess server, JsonElement keys) => new(new TestOrg(
        keys.GetProperty("orgId").GetString()!,
        keys.GetProperty("apiKey").GetString()!,
        keys.GetProperty("adminApiKey").GetString()!,
        Client(server, keys.GetProperty("apiKey").GetString()!),
        Client(server, keys.GetProperty("adminApiKey").GetString()!)));

    private static HttpClient Client(ServerProcess server, string key)
    {
        var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Add("x-api-key", key);
        return client;
    }
}
