namespace Coop.BrowserTests.Support;

/// <summary>A server with our own integrations and an organisation, shared by the tests of a class that change nothing.</summary>
public sealed class FurnishedServer : IAsyncLifetime
{
    private OwnServer? _own;

    internal OwnServer Own => _own!;

    public async ValueTask InitializeAsync() => _own = await OwnServer.StartAsync("Coop.Integration.Text", "Coop.Integration.Example");

    public ValueTask DisposeAsync() => _own is null ? ValueTask.CompletedTask : _own.DisposeAsync();
}
