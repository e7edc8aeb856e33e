using Coop.Server.Startup;
using Coop.Server.Web;
using Coop.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coop.BrowserTests.Support;

/// <summary>The whole server in this process, on a free port, with SQLite in a folder of its own and a config file that a test can change.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly string _directory;
    private readonly Action<IServiceCollection>? _services;
    private readonly bool _ownsDirectory;
    private WebApplication? _app;

    private WebServer(string directory, Action<IServiceCollection>? services, bool ownsDirectory = true) => (_directory, _services, _ownsDirectory) = (directory, services, ownsDirectory);

    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    public string ConfigFile => Path.Combine(_directory, "integrations.config.json");

    private string DataDirectory => Path.Combine(_directory, "data");

    public T Get<T>()
        where T : notnull => _app!.Services.GetRequiredService<T>();

    /// <param name="integrations">Folders below <c>integrations/</c> that the config file lists.</param>
    public static Task<WebServer> StartAsync(params string[] integrations) => StartAsync(services: null, integrations);

    /// <param name="services">Instead of its own: a clock, or how often something is looked at.</param>
    public static async Task<WebServer> StartAsync(Action<IServiceCollection>? services, params string[] integrations)
    {
        var server = new WebServer(Directory.CreateTempSubdirectory("coop-browser-").FullName, services);
        await File.WriteAllTextAsync(server.ConfigFile, ConfigOf(integrations));
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Another server on the same data: as with another process, nothing is shared but the disk.</summary>
    public async Task<WebServer> BesideAsync()
    {
        var server = new WebServer(_directory, _services, ownsDirectory: false);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>The real server executable on the same data: another process, as an adopter runs a second one.</summary>
    public Task<ServerProcess> ProcessBesideAsync() =>
        // All tests of a class sign in from one address.
        ServerProcess.StartAsync(DataDirectory, ConfigFile, environment: ("SignIn__AtOnce", "10000"));

    public static string ConfigOf(params string[] integrations) =>
        $$"""{ "integrations": [{{string.Join(", ", integrations.Select(name => $$"""{ "package": "{{Repo.PathOf("integrations", name)}}" }"""))}}] }""";

    public async Task StopAsync()
    {
        if (_app is { } app)
        {
            _app = null;
            // Nobody waits for the pages that are still open.
            using var now = new CancellationTokenSource(TimeSpan.Zero);
            await app.StopAsync(now.Token);
            await app.DisposeAsync();
        }
    }

    /// <summary>With the same data, at the same address.</summary>
    public async Task StartAgainAsync()
    {
        string[] args = ["--urls", Address.ToString(), "--COOP_DATA", DataDirectory, "--INTEGRATIONS_CONFIG_PATH", ConfigFile];
        _app = CoopServer.Build(args, builder =>
        {
            builder.Logging.ClearProviders();
            // All tests of a class sign in from one address.
            builder.Services.AddSingleton(new AttemptOptions { AtOnce = 10_000 });
            _services?.Invoke(builder.Services);
        });
        Assert.Empty((await CoopServer.PrepareAsync(_app, CancellationToken.None)).Problems);
        await _app.StartAsync();
        await CoopServer.OpenAsync(_app, CancellationToken.None);
        Address = new Uri(Get<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_ownsDirectory)
        {
            Directory.Delete(_directory, recursive: true);
        }
    }
}
