using System.Globalization;
using Coop.Engine.Flow;
using Coop.Tests.Support;

namespace Coop.Tests.Flow;

/// <summary>
/// The real server ends, as by kill -9, at each step between accepting an item and delivering its webhook, and starts again on the same data: twenty times at each.
/// </summary>
public class KilledAtStepTests
{
    private const int Seed = 8;
    private const int Rounds = 20;

    private const int Killed = 128 + 9;

    // An item that is tried alone is killed as well, as often as the rounds come to it: what is parked after three of them is another test's business.
    // On a busy machine a try may also fail for the receiver's sake: the wait after it is none of this test's business either.
    private static readonly (string, string)[] QuickRecovery =
        [("Submissions__Lease", "00:00:01"), ("Submissions__Alone", "00:00:00.05"), ("Submissions__LoneAttempts", "100"), ("Webhooks__Lease", "00:00:01"), ("Webhooks__FirstWait", "00:00:01")];

    [Theory]
    [InlineData(FlowStep.Claimed)]
    [InlineData(FlowStep.Evaluated)]
    [InlineData(FlowStep.Committed)]
    [InlineData(FlowStep.Acknowledged)]
    [InlineData(FlowStep.Delivered)]
    public async Task Every_accepted_item_gets_exactly_one_decision_and_its_webhook(FlowStep step)
    {
        var random = new Random(Seed + (int)step);
        using var folder = new TempFolder();
        await using var receiver = await WebhookReceiver.StartAsync();
        var org = await ProcessOrg.CreateAsync(folder["data"]);
        var post = "";
        List<string> accepted = [];
        for (var round = 0; round < Rounds; round++)
        {
            var times = random.Next(1, 8).ToString(CultureInfo.InvariantCulture);
            await using var server = await ServerProcess.StartEndingAsync(
                folder["data"], environment: [.. QuickRecovery, ("COOP_TESTING", "1"), ("COOP_TESTING_STOP_AT", $"{step}:{times}")]);
            if (server.HasEnded)
            {
                // At its step while it took up what the one before had left.
                Assert.True(server.ExitCode == Killed, $"The server ended by itself, with {server.ExitCode}:\n{server.Output}");
                continue;
            }

            var acme = org.At(server);
            if (round == 0)
            {
                post = await acme.PostTypeAsync();
                await acme.RuleAsync("Bad text", post, [await acme.WebhookAsync("Hide", receiver.Url)]);
            }

            accepted.AddRange(await SubmitUntilItEndsAsync(server, acme, post, round));
            Assert.True(server.ExitCode == Killed, $"The server ended by itself, with {server.ExitCode}:\n{server.Output}");
        }

        await using var last = await ServerProcess.StartAsync(folder["data"], environment: QuickRecovery);
        var executions = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in accepted)
        {
            var execution = await org.At(last).ExecutionAsync(id, execution => execution.GetProperty("state").ValueEquals("DELIVERED"));
            Assert.True(executions.Add(execution.GetProperty("id").GetString()!));
        }

        Assert.NotEmpty(accepted);
        var byKey = receiver.Received.GroupBy(webhook => webhook.Key).ToList();
        Assert.All(executions, execution => Assert.Contains(byKey, group => group.Key == execution));
        Assert.All(byKey, group => Assert.Single(group.Select(webhook => Convert.ToHexString(webhook.Body)).Distinct()));
        Assert.All(receiver.Received, webhook => Assert.True(webhook.IsSignedBy(org.PublicKey)));
    }

    /// <returns>The ids that were answered with 202.</returns>
    private static async Task<IReadOnlyList<string>> SubmitUntilItEndsAsync(ServerProcess server, Moderation org, string post, int round)
    {
        List<string> accepted = [];
        for (var batch = 0; !server.HasEnded; batch++)
        {
            Assert.True(batch < 200, $"The server did not end at its step:\n{server.Output}");
            string[] ids = [.. Enumerable.Range(0, 3).Select(i => $"r{round}-b{batch}-{i}")];
            try
            {
                await org.SubmitAsync([.. ids.Select(id => Moderation.Item(id, post, "bad"))]);
                accepted.AddRange(ids);
            }
            catch (HttpRequestException)
            {
                // It ended before it answered: whether these are stored nobody was told.
                await server.EndedAsync();
            }
        }

        return accepted;
    }
}
