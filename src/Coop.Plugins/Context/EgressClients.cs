namespace Coop.Plugins.Context;

/// <summary>HTTP clients of one integration: they share its connections and its list of hosts.</summary>
internal sealed class EgressClients(string integrationId, IReadOnlyList<string>? hosts) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(2);

    // Made at the first use: most integrations never speak to anybody.
    private readonly Lazy<EgressGate> _gate = new(() => new EgressGate(integrationId, hosts)
    {
        // With a list of hosts the gate follows redirects itself: behind it nobody would ask where they lead.
        InnerHandler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = hosts is null, PooledConnectionLifetime = ConnectionLife },
    });

    public HttpClient Create() => new(_gate.Value, disposeHandler: false) { Timeout = Timeout };

    public void Dispose()
    {
        if (_gate.IsValueCreated)
        {
            _gate.Value.Dispose();
        }
    }
}
