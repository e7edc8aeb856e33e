using System.Text.Json;
using Coop.Tests.Support;

namespace Coop.Tests.Webhooks;

/// <summary>Kill -9 of the real server twenty times, each time by the receiver itself while it has the webhook in its hands: after the try began, before it could be recorded.</summary>
public class KilledSenderTests
{
    private const int Kills = 20;

    private static readonly (string, string)[] QuickRecovery = [("Submissions__Lease", "00:00:01"), ("Webhooks__Lease", "00:00:01")];

    [Fact]
    public async Task A_webhook_whose_server_is_killed_at_each_try_arrives_under_one_key_and_every_try_is_counted_once()
    {
        using var folder = new TempFolder();
        using var kill = new KillSwitch();
        await using var receiver = await WebhookReceiver.StartAsync((_, before) => before < Kills ? kill.PressAsync() : Task.CompletedTask);
        var data = folder["data"];
        var (exitCode, created, error) = await ServerProcess.RunAsync(
            "org", "create", "--name", "Acme", "--email", "ada@example.com", "--password", "long enough", "--data", data);
        Assert.True(exitCode == 0, error);
        var keys = JsonElement.Parse(created);

        await using (var first = await ServerProcess.StartAsync(data, environment: QuickRecovery))
        {
            var org = Org(first, keys);
            var post = await org.PostTypeAsync();
            await org.RuleAsync("Bad text", post, [await org.WebhookAsync("Hide", receiver.Url)]);
            var killed = kill.Arm(first);
            await org.SubmitAsync(Moderation.Item("1", post, "bad"));
            await killed;
        }

        for (var round = 1; round < Kills; round++)
        {
            await using var again = await ServerProcess.StartAsync(data, environment: QuickRecovery);
            await kill.Arm(again);
        }

        await using var last = await ServerProcess.StartAsync(data, environment: QuickRecovery);
        var delivered = await Org(last, keys).ExecutionAsync("1", execution => execution.GetProperty("state").ValueEquals("DELIVERED"));
        Assert.Equal(receiver.Received.Count, delivered.GetProperty("attempts").GetInt32());
        Assert.Equal(delivered.GetProperty("id").GetString(), Assert.Single(receiver.Received.Select(webhook => webhook.Key).Distinct()));
        Assert.Single(receiver.Received.Select(webhook => Convert.ToHexString(webhook.Body)).Distinct());
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

    /// <summary>In the receiver's hand; it may have a webhook before the test has said which server it came from.</summary>
    private sealed class KillSwitch : IDisposable
    {
        private readonly SemaphoreSlim _armed = new(0);
        private ServerProcess _server = null!;
        private TaskCompletionSource _done = null!;

        public void Dispose() => _armed.Dispose();

        /// <returns>Completes when the server is dead.</returns>
        public Task Arm(ServerProcess server)
        {
            (_server, _done) = (server, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            _armed.Release();
            return _done.Task;
        }

        public async Task PressAsync()
        {
            await _armed.WaitAsync();
            await _server.KillAsync();
            _done.SetResult();
        }
    }
}
