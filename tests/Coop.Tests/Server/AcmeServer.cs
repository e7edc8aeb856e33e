using Coop.Engine.Integrations;
using Coop.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Coop.Tests.Server;

/// <summary>One server for the tests of a class, with an integration that misbehaves on demand.</summary>
public sealed class AcmeServer : IAsyncLifetime
{
    internal TestServer Server { get; private set; } = null!;

    internal AcmeIntegrations Acme { get; } = new();

    public async ValueTask InitializeAsync() =>
        Server = await TestServer.StartAsync(configure: builder => builder.Services.AddSingleton<IIntegrationCatalogueSource>(Acme));

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

/// <summary>One server with our own integrations, loaded as an adopter would.</summary>
public sealed class FirstPartyServer : IAsyncLifetime
{
    internal static string Config { get; } =
        $$"""{ "integrations": [ { "package": {{Quoted("integrations/Coop.Integration.Text")}} }, { "package": {{Quoted("integrations/Coop.Integration.Example")}} }, { "package": "./not-there" } ] }""";

    internal TestServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await TestServer.StartAsync(Config);

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private static string Quoted(string path) => System.Text.Json.JsonSerializer.Serialize(Repo.PathOf(path));
}
