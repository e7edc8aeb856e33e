using Coop.Storage.Outbox;
using Coop.Storage.Sqlite;

namespace Coop.Storage.Retention;

/// <summary>The webhooks that were given up, whose bytes are kept so that somebody can send them again.</summary>
internal static class GivenUpDeliveries
{
    /// <summary>So many are taken in one write.</summary>
    public const int Stretch = 200;

    /// <summary>Of an organisation, by the index that holds nothing else.</summary>
    public const string OfOrg = $"org = ?1 AND due_at = {OutboxRow.GivenUpText}";

    public static readonly Sql NextOrg = new($"SELECT min(org) FROM outbox WHERE org > ?1 AND due_at = {OutboxRow.GivenUpText}");

    private static readonly Sql Remove = new($"DELETE FROM outbox WHERE key = ?1 AND due_at = {OutboxRow.GivenUpText}");

    /// <summary>What became of them stays with their decisions. One that was sent again since it was looked at stays as well.</summary>
    /// <returns>How many went.</returns>
    public static int Take(Statements statements, IReadOnlyList<long> keys) => keys.Sum(key => statements[Remove].Bind(1, key).Run());
}
