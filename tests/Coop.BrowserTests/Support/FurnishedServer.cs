namespace Coop.BrowserTests.Support;

/// <summary>A server with our own integrations and an organisation, shared by the tests of a class that change nothing.</summary>
public sealed class FurnishedServer : IAsyncLifetime
{
    private WebServer? _server;

    public Uri Address => _server!.Address;

    /// <summary>The admin's e-mail address.</summary>
    public string Admin { get; private set; } = "";

    public string OrgId { get; private set; } = "";

    public string ItemsKey { get; private set; } = "";

    public string AdminKey { get; private set; } = "";

    internal WebServer Server => _server!;

    public async ValueTask InitializeAsync()
    {
        _server = await WebServer.StartAsync("Coop.Integration.Text", "Coop.Integration.Example");
        (OrgId, Admin, ItemsKey, AdminKey) = await People.FoundAsync(_server);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
