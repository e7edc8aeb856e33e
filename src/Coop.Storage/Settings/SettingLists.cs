using Coop.Engine;
using Coop.Engine.Editing;
using Coop.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Settings;

/// <summary>
/// Lists of settings, kept as they were read. A version never comes back, so what has the version that was read is not read again: an organisation of ten
/// thousand rules reads the one that changed.
/// </summary>
internal sealed class SettingLists<T>
    where T : class, ISetting<T>
{
    // Of all organisations together, and as much for an empty list as for a few entries: it has a place too.
    private const int MostEntries = 200_000;
    private const int OfEachList = 16;
    private const int MostAtOnce = 500;

    private readonly RecentlyUsed<string, Known> _byOrg = new(MostEntries);

    /// <summary>By name.</summary>
    /// <param name="db">In a transaction that sees one moment: a list that is kept is exactly that of its revision, whoever reads it next beside other lists.</param>
    public async Task<IReadOnlyList<Versioned<T>>> OfAsync(CoopDb db, string orgId, Func<SettingRow, Versioned<T>> read, CancellationToken cancellationToken)
    {
        var revision = (await OrgRevisions.ReadAsync(db, orgId, cancellationToken)).All;
        var known = _byOrg.TryGet(orgId, out var kept) ? kept : Known.Nothing;
        if (known.Revision == revision)
        {
            return known.List;
        }

        var next = await ReplacedAsync(db, orgId, known, revision, read, cancellationToken) ?? await ReadAsync(db, orgId, known, revision, read, cancellationToken);
        _byOrg.Keep(orgId, next, next.List.Count + OfEachList);
        return next.List;
    }

    /// <summary>
    /// What the log says was changed since is read, and nothing else looked at: most changes are to one setting, of another kind, or both. Null when more than contents changed.
    /// </summary>
    private static async Task<Known?> ReplacedAsync(
        CoopDb db, string orgId, Known known, long revision, Func<SettingRow, Versioned<T>> read, CancellationToken cancellationToken)
    {
        // What is kept may be newer than the moment that is read.
        if (known.Revision < 0 || known.Revision > revision)
        {
            return null;
        }

        var kind = T.SettingKind;
        var changed = await db.Set<SettingChangeRow>().Where(row => row.Sequence > known.Revision && row.OrgId == orgId && row.Kind == kind)
            .Select(row => row.SettingId).Distinct().OrderBy(id => id).Take(MostAtOnce + 1).ToListAsync(cancellationToken);
        if (changed.Count == 0)
        {
            return known with { Revision = revision };
        }

        if (changed.Count > MostAtOnce)
        {
            return null;
        }

        var afterwards = new Dictionary<string, Versioned<T>>(StringComparer.Ordinal);
        await foreach (var row in SettingRow.Of(db, orgId, T.SettingKind).Where(row => changed.Contains(row.Id)).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            afterwards[row.Id] = read(row);
        }

        // Names are what lists are in the order of, and only the database knows that order.
        if (!changed.TrueForAll(id => afterwards.TryGetValue(id, out var now) && known.ById.TryGetValue(id, out var before) && before.Value.Name == now.Value.Name))
        {
            return null;
        }

        Versioned<T>[] list = [.. known.List.Select(before => afterwards.GetValueOrDefault(before.Value.Id, before))];
        return new Known(revision, list.ToDictionary(each => each.Value.Id, StringComparer.Ordinal), list);
    }

    private static async Task<Known> ReadAsync(
        CoopDb db, string orgId, Known known, long revision, Func<SettingRow, Versioned<T>> read, CancellationToken cancellationToken)
    {
        var stamps = await SettingRow.Of(db, orgId, T.SettingKind).OrderBy(row => row.Name)
            .Select(row => new { row.Id, row.Version }).ToListAsync(cancellationToken);
        var byId = new Dictionary<string, Versioned<T>>(stamps.Count, StringComparer.Ordinal);
        var wanted = new List<string>();
        foreach (var stamp in stamps)
        {
            if (known.ById.TryGetValue(stamp.Id, out var same) && same.Version == stamp.Version)
            {
                byId.Add(stamp.Id, same);
            }
            else
            {
                wanted.Add(stamp.Id);
            }
        }

        foreach (var ids in wanted.Chunk(MostAtOnce))
        {
            await foreach (var row in SettingRow.Of(db, orgId, T.SettingKind).Where(row => ids.Contains(row.Id)).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                byId[row.Id] = read(row);
            }
        }

        Versioned<T>[] list = [.. stamps.Select(stamp => byId.GetValueOrDefault(stamp.Id)).OfType<Versioned<T>>()];
        return new Known(revision, byId, list);
    }

    private sealed record Known(long Revision, IReadOnlyDictionary<string, Versioned<T>> ById, IReadOnlyList<Versioned<T>> List)
    {
        public static Known Nothing { get; } = new(-1, new Dictionary<string, Versioned<T>>(), []);
    }
}
