using System.Text.Json;
using Coop.Tests.Support;

namespace Coop.Tests.Flow;

/// <summary>An organisation in a data directory, spoken to through whichever server process serves it.</summary>
internal sealed class ProcessOrg
{
    private readonly JsonElement _keys;

    private ProcessOrg(JsonElement keys) => _keys = keys;

    public string PublicKey => _keys.GetProperty("publicKeyPem").GetString()!;

    public static async Task<ProcessOrg> CreateAsync(string dataDirectory)
    {
        var (exitCode, created, error) = await ServerProcess.RunAsync(
            "org", "create", "--name", "Acme", "--email", "ada@example.com", "--password", "long enough", "--data", dataDirectory);
        Assert.True(exitCode == 0, error);
        return new ProcessOrg(JsonElement.Parse(created));
    }

    public Moderation At(ServerProcess server)
    {
        var (items, admin) = (_keys.GetProperty("apiKey").GetString()!, _keys.GetProperty("adminApiKey").GetString()!);
        return new Moderation(new TestOrg(_keys.GetProperty("orgId").GetString()!, items, admin, Client(server, items), Client(server, admin)));
    }

    private static HttpClient Client(ServerProcess server, string key)
    {
        var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Add("x-api-key", key);
        return client;
    }
}
