using Coop.Server.Startup;
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
    private readonly WebApplication _app;
    private readonly string _directory;

    private WebServer(WebApplication app, string directory, Uri address) => (_app, _directory, Address) = (app, directory, address);

    public Uri Address { get; }

    public string ConfigFile => Path.Combine(_directory, "integrations.config.json");

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <param name="integrations">Folders below <c>integrations/</c> that the config file lists.</param>
    public static async Task<WebServer> StartAsync(params string[] integrations)
    {
        var directory = Directory.CreateTempSubdirectory("coop-browser-").FullName;
        var config = Path.Combine(directory, "integrations.config.json");
        await File.WriteAllTextAsync(config, ConfigOf(integrations));
        string[] args = ["--urls", "http://127.0.0.1:0", "--COOP_DATA", Path.Combine(directory, "data"), "--INTEGRATIONS_CONFIG_PATH", config];
        var app = CoopServer.Build(args, builder => builder.Logging.ClearProviders());
        Assert.Empty((await CoopServer.PrepareAsync(app, CancellationToken.None)).Problems);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new WebServer(app, directory, new Uri(address));
    }

    public static string ConfigOf(params string[] integrations) =>
        $$"""{ "integrations": [{{string.Join(", ", integrations.Select(name => $$"""{ "package": "{{Repo.PathOf("integrations", name)}}" }"""))}}] }""";

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
