using System.Net.Http.Json;
using System.Text.Json;
using Coop.Engine.ApiKeys;
using Coop.Engine.Orgs;
using Coop.Server.Startup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coop.Tests.Support;

/// <summary>The whole server in this process: Kestrel on a free port, SQLite in a temporary directory, the given integrations.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _directory;
    private readonly bool _ownsDirectory;

    private TestServer(WebApplication app, string directory, bool ownsDirectory, Uri address)
    {
        (_app, _directory, _ownsDirectory, Address) = (app, directory, ownsDirectory, address);
    }

    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <param name="integrations">The text of integrations.config.json; null for one without entries.</param>
    /// <param name="directory">Where data and config file live, kept afterwards; null for a fresh one, deleted afterwards.</param>
    /// <param name="configure">Changes the services before the server is built.</param>
    public static async Task<TestServer> StartAsync(
        string? integrations = null, string? directory = null, Action<WebApplicationBuilder>? configure = null)
    {
        var root = directory ?? Directory.CreateTempSubdirectory("coop-server-").FullName;
        var configFile = Path.Combine(root, "integrations.config.json");
        if (integrations is not null || !File.Exists(configFile))
        {
            await File.WriteAllTextAsync(configFile, integrations ?? """{ "integrations": [] }""");
        }

        string[] args = ["--urls", "http://127.0.0.1:0", "--COOP_DATA", Path.Combine(root, "data"), "--INTEGRATIONS_CONFIG_PATH", configFile];
        var app = CoopServer.Build(args, builder =>
        {
            builder.Logging.ClearProviders();
            configure?.Invoke(builder);
        });
        try
        {
            _ = (await CoopServer.PrepareAsync(app, CancellationToken.None)).Value;
            await app.StartAsync();
            await CoopServer.OpenAsync(app, CancellationToken.None);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new TestServer(app, root, directory is null, new Uri(address));
    }

    /// <summary>Without a key: what a stranger has.</summary>
    public HttpClient Stranger() => new() { BaseAddress = Address };

    /// <summary>A client that sends this key.</summary>
    public HttpClient Client(string apiKey)
    {
        var client = Stranger();
        client.DefaultRequestHeaders.Add("x-api-key", apiKey);
        return client;
    }

    /// <summary>A bare organisation with a key of each scope, straight into the stores.</summary>
    public async Task<TestOrg> CreateOrgAsync(string name = "Acme")
    {
        var now = TimeProvider.System.GetUtcNow();
        var orgId = Guid.NewGuid().ToString("n");
        var (items, admin) = (ApiKeySecret.New(), ApiKeySecret.New());
        ApiKey[] keys =
        [
            new(Guid.NewGuid().ToString("n"), orgId, "items", ApiKeyScope.Items, ApiKeySecret.Hash(items), now),
            new(Guid.NewGuid().ToString("n"), orgId, "admin", ApiKeyScope.Admin, ApiKeySecret.Hash(admin), now),
        ];
        await Get<IOrgStore>().CreateAsync(new NewOrg(new Org(orgId, name, null, now), NewSigningKeys(), keys, [], [], null), CancellationToken.None);
        return new TestOrg(orgId, items, admin, Client(items), Client(admin));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_ownsDirectory)
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    private static SigningKeyPair NewSigningKeys()
    {
        using var rsa = System.Security.Cryptography.RSA.Create(2048);
        return new SigningKeyPair(rsa.ExportPkcs8PrivateKeyPem(), rsa.ExportSubjectPublicKeyInfoPem());
    }
}

/// <param name="Items">Sends the key of scope items.</param>
/// <param name="Admin">Sends the key of scope admin.</param>
internal sealed record TestOrg(string Id, string ItemsKey, string AdminKey, HttpClient Items, HttpClient Admin);

internal static class TestServerJson
{
    /// <summary>The body as JSON, whatever the status.</summary>
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response) =>
        await response.Content.ReadFromJsonAsync<JsonElement>();
}
