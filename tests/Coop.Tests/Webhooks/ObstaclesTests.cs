using System.Text.Json;
using Coop.Storage.Database;
using Coop.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Coop.Tests.Webhooks;

/// <summary>A webhook with a header whose value cannot be decrypted, because its key is gone.</summary>
public sealed class ObstaclesTests
{
    [Fact(DisplayName = "It is not sent without the header; its page and one line in the log say which key is missing, and it goes when the key is back")]
    public async Task Nothing_goes_out_without_its_header_and_nothing_is_lost()
    {
        var isUp = false;
        await using var receiver = await WebhookReceiver.StartAsync((context, _) =>
        {
            context.Response.StatusCode = isUp ? StatusCodes.Status204NoContent : StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });
        using var folder = new TempFolder();
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Moderation org;
        string keys;
        await using (var server = await StartAsync(folder, time))
        {
            org = new Moderation(await server.CreateOrgAsync());
            var post = await org.PostTypeAsync();
            await org.RuleAsync("Bad text", post, [await org.WebhookAsync("Hide", receiver.Url, """, "callbackHeaders": { "x-token": "t" }""")]);
            await org.SubmitAsync(Moderation.Item("1", post, "bad"));
            await org.ExecutionAsync("1", execution => execution.TryGetProperty("lastStatus", out _));
            keys = server.Get<StorageOptions>().KeysDirectory;
        }

        isUp = true;
        var sent = receiver.Received.Count;
        var key = Assert.Single(Directory.GetFiles(keys));
        File.Move(key, folder["away.xml"]);
        var log = new KeptLog();
        await using (var server = await StartAsync(folder, time, log))
        {
            org = At(server, org);
            var told = await SeeAsync(org, time, execution => Said(execution).StartsWith("Not sent. ", StringComparison.Ordinal) && execution.GetProperty("attempts").GetInt32() > 3);

            Assert.Contains($"'{Path.GetFileName(key)}', is not in '{keys}'", Said(told), StringComparison.Ordinal);
            Assert.Equal("PENDING", told.GetProperty("state").GetString());
            Assert.Equal(sent, receiver.Received.Count);
            Assert.Single(log.Lines, line => line.Contains("are not sent", StringComparison.Ordinal) && line.Contains(Path.GetFileName(key), StringComparison.Ordinal));
        }

        File.Move(folder["away.xml"], key);
        await using (var server = await StartAsync(folder, time))
        {
            await SeeAsync(At(server, org), time, execution => execution.GetProperty("state").ValueEquals("DELIVERED"));
        }

        Assert.Equal("t", receiver.Received[^1].Headers.Single(header => header.Key == "x-token").Value);
    }

    private static Task<TestServer> StartAsync(TempFolder folder, TimeProvider time, KeptLog? log = null) => TestServer.StartAsync(directory: folder.Root, configure: builder =>
    {
        builder.Services.AddSingleton(time);
        if (log is not null)
        {
            builder.Logging.AddProvider(log);
        }
    });

    private static Moderation At(TestServer server, Moderation org) =>
        new(org.Org with { Items = server.Client(org.Org.ItemsKey), Admin = server.Client(org.Org.AdminKey) });

    private static Task<JsonElement> SeeAsync(Moderation org, FakeTimeProvider time, Func<JsonElement, bool> looks) => org.ExecutionAsync("1", execution =>
    {
        time.Advance(TimeSpan.FromMinutes(5));
        return looks(execution);
    });

    private static string Said(JsonElement execution) => execution.TryGetProperty("lastError", out var error) ? error.GetString() ?? "" : "";
}
