using System.Collections.Concurrent;
using Coop.Storage.Sqlite;
using Coop.Storage.Writing;

namespace Coop.Storage.Keys;

/// <summary>The keys, both ways, remembered: they never change. A key is made before the write that needs it, in a commit of its own, so none is remembered that was rolled back.</summary>
internal sealed class KeyRing(WriteLane lane, Reads reads)
{
    private static readonly Sql Find = new("SELECT key FROM keys WHERE org = ?1 AND kind = ?2 AND id = ?3 AND version = ?4");
    private static readonly Sql Read = new("SELECT org, kind, id, version FROM keys WHERE key = ?1");
    private static readonly Sql Add = new("INSERT INTO keys (org, kind, id, version) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING");

    private static readonly Sql AddOrg = new(
        "INSERT INTO keys (org, kind, id, version) SELECT ?1, ?2, ?3, ?4 WHERE EXISTS (SELECT 1 FROM orgs WHERE id = ?3) ON CONFLICT DO NOTHING");

    private readonly ConcurrentDictionary<KeyName, long> _keys = new();
    private readonly ConcurrentDictionary<long, KeyName> _names = new();

    public ValueTask<long> OrgAsync(string orgId, CancellationToken cancellationToken) => KeyAsync(new KeyName(0, KeyKind.Org, orgId), cancellationToken);

    /// <summary>Makes one where there is none.</summary>
    public ValueTask<long> KeyAsync(KeyName name, CancellationToken cancellationToken) =>
        _keys.TryGetValue(name, out var key) ? ValueTask.FromResult(key) : new ValueTask<long>(MakeAsync(name, cancellationToken));

    /// <summary>Null when nothing was ever written for this organisation.</summary>
    public long? FindOrg(string orgId) => FindKey(new KeyName(0, KeyKind.Org, orgId));

    public long? FindKey(KeyName name)
    {
        if (_keys.TryGetValue(name, out var known))
        {
            return known;
        }

        return reads.Run(statements => Select(statements, name)) is { } key ? Remember(name, key) : null;
    }

    public KeyName Name(long key)
    {
        if (_names.TryGetValue(key, out var known))
        {
            return known;
        }

        var name = reads.Run(statements =>
        {
            var read = statements[Read].Bind(1, key);
            var found = read.Step() ? new KeyName(read.Long(0), (KeyKind)read.Int(1), read.Text(2), read.Text(3)) : throw new InvalidOperationException($"The database has no key {key}.");
            read.Reset();
            return found;
        });
        Remember(name, key);
        return name;
    }

    private async Task<long> MakeAsync(KeyName name, CancellationToken cancellationToken)
    {
        var key = FindKey(name) ?? await lane.GroupAsync(statements => Insert(statements, name), cancellationToken);
        return Remember(name, key);
    }

    private static long Insert(Statements statements, KeyName name)
    {
        statements[name.Kind == KeyKind.Org ? AddOrg : Add].Bind(1, name.Org).Bind(2, (long)name.Kind).Bind(3, name.Id).Bind(4, name.Version).Run();
        return Select(statements, name) ?? throw new InvalidOperationException($"There is no organisation '{name.Id}'.");
    }

    private static long? Select(Statements statements, KeyName name) =>
        statements[Find].Bind(1, name.Org).Bind(2, (long)name.Kind).Bind(3, name.Id).Bind(4, name.Version).Scalar();

    private long Remember(KeyName name, long key)
    {
        _names.TryAdd(key, name);
        _keys.TryAdd(name, key);
        return key;
    }
}
