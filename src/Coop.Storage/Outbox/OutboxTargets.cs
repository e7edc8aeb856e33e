using System.Collections.Concurrent;
using Coop.Engine.Outbox;
using Coop.Storage.Actions;
using Coop.Storage.Keys;
using Coop.Storage.Schema;
using Coop.Storage.Secrets;
using Coop.Storage.Sqlite;
using Coop.Storage.Writing;

namespace Coop.Storage.Outbox;

/// <summary>The targets, remembered: they never change. One is made before the write that needs it, in a commit of its own, so none is remembered that was rolled back.</summary>
internal sealed class OutboxTargets(WriteLane lane, Reads reads, KeyRing keys, SecretVault vault)
{
    private const string Columns = "SELECT key, org, action, receiver, url, headers FROM webhook_targets";

    private static readonly Sql Read = new($"{Columns} WHERE key = ?1");
    private static readonly Sql Latest = new($"{Columns} WHERE action = ?1 ORDER BY key DESC LIMIT 1");
    private static readonly Sql Add = new("INSERT INTO webhook_targets (org, action, receiver, url, headers) VALUES (?1, ?2, ?3, ?4, ?5)");
    private static readonly Sql LastAdded = new("SELECT last_insert_rowid()");
    private static readonly Sql AddReceiver = new("INSERT INTO webhook_receivers (org, place, failures) VALUES (?1, ?2, 0) ON CONFLICT DO NOTHING");
    private static readonly Sql FindReceiver = new("SELECT key FROM webhook_receivers WHERE org = ?1 AND place = ?2");

    private readonly ConcurrentDictionary<long, OutboxTarget> _latest = new();
    private readonly ConcurrentDictionary<long, OutboxTarget> _known = new();

    /// <summary>Where an action's webhooks go when it has this address. Made where there is none.</summary>
    public ValueTask<OutboxTarget> OfAsync(string orgId, string actionId, WebhookAddress address, CancellationToken cancellationToken) =>
        keys.FindOrg(orgId) is { } org && keys.FindKey(new KeyName(org, KeyKind.Action, actionId)) is { } action
            && _latest.TryGetValue(action, out var latest) && latest.IsAt(address)
            ? ValueTask.FromResult(latest)
            : new ValueTask<OutboxTarget>(FindOrMakeAsync(orgId, actionId, address, cancellationToken));

    public OutboxTarget Find(long key) =>
        _known.TryGetValue(key, out var known) ? known
        : reads.Run(statements => ReadRow(statements[Read].Bind(1, key))) is { } row ? Remember(Target(row))
        : throw new InvalidOperationException($"The database has no webhook target {key}, though it is named.");

    private async Task<OutboxTarget> FindOrMakeAsync(string orgId, string actionId, WebhookAddress address, CancellationToken cancellationToken)
    {
        var org = await keys.OrgAsync(orgId, cancellationToken);
        var action = await keys.KeyAsync(new KeyName(org, KeyKind.Action, actionId), cancellationToken);
        if (reads.Run(statements => ReadRow(statements[Latest].Bind(1, action))) is not { } row || Target(row) is not { } target || !target.IsAt(address))
        {
            var headers = StoredJson.Of(SealedHeaders.Seal(vault, orgId, actionId, address.Headers));
            var (key, receiver) = await lane.GroupAsync(statements => Insert(statements, org, action, address, headers), cancellationToken);
            target = new OutboxTarget(key, receiver, orgId, actionId, address);
        }

        return _latest[action] = Remember(target);
    }

    /// <summary>One whose key is missing is looked at again the next time: it may have been put back.</summary>
    private OutboxTarget Remember(OutboxTarget target) => target.Address.Obstacle is null ? _known.GetOrAdd(target.Key, target) : target;

    private static (long Key, long Receiver) Insert(Statements statements, long org, long action, WebhookAddress address, string headers)
    {
        statements[AddReceiver].Bind(1, org).Bind(2, address.Place).Run();
        var receiver = statements[FindReceiver].Bind(1, org).Bind(2, address.Place).Scalar()!.Value;
        statements[Add].Bind(1, org).Bind(2, action).Bind(3, receiver).Bind(4, address.Url).Bind(5, headers).Run();
        return (statements[LastAdded].Scalar()!.Value, receiver);
    }

    private static StoredTarget? ReadRow(Statement read)
    {
        StoredTarget? row = read.Step() ? new StoredTarget(read.Long(0), read.Long(1), read.Long(2), read.Long(3), read.Text(4), read.Text(5)) : null;
        read.Reset();
        return row;
    }

    private OutboxTarget Target(StoredTarget row)
    {
        var (orgId, actionId) = (keys.Name(row.Org).Id, keys.Name(row.Action).Id);
        var headers = StoredJson.To<Dictionary<string, string>>(row.Headers);
        var address = new WebhookAddress(row.Url, SealedHeaders.Open(vault, orgId, actionId, headers)) { Obstacle = SealedHeaders.Obstacle(vault, orgId, actionId, headers) };
        return new OutboxTarget(row.Key, row.Receiver, orgId, actionId, address);
    }

    private sealed record StoredTarget(long Key, long Org, long Action, long Receiver, string Url, string Headers);
}
