namespace Coop.BrowserTests.Support;

/// <summary>A server with an organisation that one test has for itself, because what it does would be seen by others.</summary>
internal sealed class OwnServer : IAsyncDisposable
{
    private OwnServer(WebServer server, Inhabited home) => (Server, Home, Api) = (server, home, AdminApi.Client(server, home.AdminApiKey));

    public WebServer Server { get; }

    public Inhabited Home { get; }

    /// <summary>With the organisation's key for everything.</summary>
    public HttpClient Api { get; }

    public static async Task<OwnServer> StartAsync()
    {
        var server = await WebServer.StartAsync();
        return new OwnServer(server, await People.FoundAsync(server));
    }

    /// <summary>A tab in which somebody is signed in: the admin, when nobody is named.</summary>
    public async Task<Visit> VisitAsync(ChromiumFixture chromium, string? email = null)
    {
        var visit = await Visit.StartAsync(chromium, Server.Address);
        await visit.SignInAsync(email ?? Home.Email, People.Password);
        return visit;
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Server.DisposeAsync();
    }
}
