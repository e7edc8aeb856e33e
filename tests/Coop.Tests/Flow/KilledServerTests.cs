using Coop.Tests.Support;

namespace Coop.Tests.Flow;

/// <summary>Kill -9 of the real server after a 202, again and again, on the same data.</summary>
public class KilledServerTests
{
    private const int Rounds = 4;
    private const int Seed = 1;

    private static readonly (string, string)[] QuickRecovery = [("Submissions__Lease", "00:00:01"), ("Webhooks__Lease", "00:00:01")];

    [Fact]
    public async Task Every_accepted_item_gets_exactly_one_decision_and_its_webhook()
    {
        using var folder = new TempFolder();
        await using var receiver = await WebhookReceiver.StartAsync();
        var data = folder["data"];
        var random = new Random(Seed);
        var keys = await ProcessOrg.CreateAsync(data);
        var server = await ServerProcess.StartAsync(data, environment: QuickRecovery);
        var post = "";
        List<string> accepted = [];
        try
        {
            var org = keys.At(server);
            post = await org.PostTypeAsync();
            await org.RuleAsync("Bad text", post, [await org.WebhookAsync("Hide", receiver.Url)]);
            for (var round = 0; round < Rounds; round++)
            {
                accepted.AddRange(await SubmitUntilKilledAsync(server, keys.At(server), post, round, random.Next(1, 25)));
                await server.DisposeAsync();
                server = await ServerProcess.StartAsync(data, environment: QuickRecovery);
            }

            org = keys.At(server);
            var executions = new HashSet<string>(StringComparer.Ordinal);
            foreach (var id in accepted)
            {
                var execution = await org.ExecutionAsync(id, execution => execution.GetProperty("state").ValueEquals("DELIVERED"));
                Assert.True(executions.Add(execution.GetProperty("id").GetString()!));
            }

            Assert.NotEmpty(accepted);
            AssertDelivered(receiver.Received, accepted, executions, keys.PublicKey);
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
    private static async Task<IReadOnlyList<string>> SubmitUntilKilledAsync(ServerProcess server, Moderation org, string post, int round, int killAfter)
    {
        List<string> accepted = [];
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
}
