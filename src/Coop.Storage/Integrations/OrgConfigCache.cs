using System.Collections.Concurrent;
using Coop.Integrations;

namespace Coop.Storage.Integrations;

/// <summary>
/// Configurations as signals read them, decrypted. Saves are rare and forget everything; what another process saved is seen after a while.
/// </summary>
internal sealed class OrgConfigCache(TimeProvider time)
{
    private const int Most = 4096;
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(string OrgId, string IntegrationId), (OrgConfig Config, DateTimeOffset Until)> _kept = new();
    private int _saves;

    public OrgConfig? Find(string orgId, string integrationId) =>
        _kept.TryGetValue((orgId, integrationId), out var kept) && kept.Until > time.GetUtcNow() ? kept.Config : null;

    /// <summary>Taken before reading: what was read is kept only if nothing was saved in between.</summary>
    public int Ticket() => Volatile.Read(ref _saves);

    public void Keep(string orgId, string integrationId, OrgConfig config, int ticket)
    {
        if (_kept.Count >= Most)
        {
            _kept.Clear();
        }

        _kept[(orgId, integrationId)] = (config, time.GetUtcNow() + KeptFor);
        if (ticket != Ticket())
        {
            _kept.TryRemove((orgId, integrationId), out _);
        }
    }

    public void Forget()
    {
        Interlocked.Increment(ref _saves);
        _kept.Clear();
    }
}
