using Coop.Engine.Editing;
using Coop.Engine.People;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Support;

/// <summary>A server with an organisation that one test has for itself, because what it does would be seen by others.</summary>
internal sealed class OwnServer : IAsyncDisposable
{
    private OwnServer(WebServer server, Inhabited home) => (Server, Home, Api) = (server, home, AdminApi.Client(server, home.AdminApiKey));

    public WebServer Server { get; }

    public Inhabited Home { get; }

    /// <summary>With the organisation's key for everything.</summary>
    public HttpClient Api { get; }

    /// <param name="integrations">Folders below <c>integrations/</c> that the config file lists.</param>
    public static Task<OwnServer> StartAsync(params string[] integrations) => StartAsync(services: null, integrations);

    /// <param name="services">Instead of its own: a clock, or how often something is looked at.</param>
    public static async Task<OwnServer> StartAsync(Action<IServiceCollection>? services, params string[] integrations)
    {
        var server = await WebServer.StartAsync(services, integrations);
        return new OwnServer(server, await People.FoundAsync(server));
    }

    /// <summary>A tab in which somebody is signed in.</summary>
    /// <param name="email">The admin's, when nobody is named.</param>
    /// <param name="address">Of another server on the same data, or of a line to this one.</param>
    public async Task<Visit> VisitAsync(ChromiumFixture chromium, string? email = null, Uri? address = null, ColorScheme scheme = ColorScheme.Light, int width = 1280)
    {
        var visit = await Visit.StartAsync(chromium, address ?? Server.Address, scheme, width);
        await visit.SignInAsync(email ?? Home.Email, People.Password);
        return visit;
    }

    /// <returns>The new person's e-mail address.</returns>
    public async Task<string> AddPersonAsync(Role role, string? address = null)
    {
        var email = address ?? $"{role.ToString().ToLowerInvariant()}@example.com";
        var person = new Person(Guid.NewGuid().ToString("n"), Home.OrgId, email, role.Label(), role, TimeProvider.System.GetUtcNow());
        Assert.Empty((await Server.Get<ISettingStore<Person>>().ChangeAsync(SettingEdit<Person>.Create("", person), TestContext.Current.CancellationToken)).Problems);
        Assert.Empty((await Server.Get<IAccounts>().ResetPasswordAsync(email, People.Password, TestContext.Current.CancellationToken)).Problems);
        return email;
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Server.DisposeAsync();
    }
}
