using Coop.Engine.Items;
using Coop.Engine.Problems;
using Coop.Storage.Schema;
using Coop.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Items;

internal sealed class ItemTypeStore(IDbContextFactory<CoopDb> dbs, WriteLane lane, Dialect dialect) : IItemTypeStore
{
    private readonly NamedRows<ItemTypeRow> _rows = new(dbs, lane, dialect);

    public async Task<IReadOnlyList<ItemType>> ListAsync(string orgId, CancellationToken cancellationToken) =>
        [.. (await _rows.ListAsync(orgId, cancellationToken)).Select(row => row.ToType())];

    public async Task<ItemType?> FindAsync(string orgId, string id, CancellationToken cancellationToken) =>
        (await _rows.FindAsync(orgId, id, cancellationToken))?.ToType();

    public async Task<ItemType?> FindVersionAsync(string orgId, string id, string version, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var row = await db.Set<ItemTypeVersionRow>().AsNoTracking()
            .SingleOrDefaultAsync(r => r.OrgId == orgId && r.ItemTypeId == id && r.Version == version, cancellationToken);
        return row?.ToType();
    }

    public async Task<Result<ItemType>> SaveAsync(ItemType type, string? replaces, CancellationToken cancellationToken)
    {
        Problem? stale = null;
        var isSaved = await _rows.SaveAsync(
            ItemTypeRow.Of(type),
            mayWrite: (before, _, _) =>
            {
                stale = replaces is null || before?.Version == replaces ? null
                    : before is null ? UseProblems.NotFound("item type", type.Id)
                    : UseProblems.ChangedMeanwhile("item type", before.Name);
                return Task.FromResult(stale is null);
            },
            also: (db, cancel) => KeepVersionAsync(db, ItemTypeVersionRow.Of(type), cancel),
            cancellationToken);
        return isSaved ? type : stale ?? NameProblems.Taken(ItemTypeCodes.NameTaken, "item type", type.Name);
    }

    public Task<bool> DeleteAsync(string orgId, string id, CancellationToken cancellationToken) => _rows.DeleteAsync(orgId, id, cancellationToken);

    private static async Task KeepVersionAsync(CoopDb db, ItemTypeVersionRow version, CancellationToken cancellationToken)
    {
        var same = await db.Set<ItemTypeVersionRow>().SingleOrDefaultAsync(
            row => row.OrgId == version.OrgId && row.ItemTypeId == version.ItemTypeId && row.Version == version.Version, cancellationToken);
        if (same is null)
        {
            db.Add(version);
        }
        else
        {
            same.Definition = version.Definition;
        }
    }
}
