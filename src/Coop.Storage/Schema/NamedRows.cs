using System.Linq.Expressions;
using Coop.Storage.Orgs;
using Coop.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Schema;

/// <summary>What the stores of named things have in common.</summary>
internal sealed class NamedRows<TRow>(IDbContextFactory<CoopDb> dbs, WriteLane lane, Dialect dialect)
    where TRow : NamedRow
{
    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<TRow>> ListAsync(string orgId, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.Set<TRow>().AsNoTracking().Where(row => row.OrgId == orgId).OrderBy(row => row.Name).ToListAsync(cancellationToken);
    }

    /// <summary>Higher after every change of any of the organisation's named things. Read it before what it shall tell the age of.</summary>
    public async Task<long> RevisionAsync(string orgId, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.Set<OrgRow>().Where(row => row.Id == orgId).Select(row => row.Revision).SingleOrDefaultAsync(cancellationToken);
    }

    public async Task<TRow?> FindAsync(string orgId, string id, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.Set<TRow>().AsNoTracking().SingleOrDefaultAsync(row => row.OrgId == orgId && row.Id == id, cancellationToken);
    }

    /// <summary>Inserts or replaces.</summary>
    /// <param name="mayWrite">Given the row that is there, or null, it may refuse; nobody else writes meanwhile.</param>
    /// <param name="also">Adds what belongs into the same transaction.</param>
    /// <returns>False when <paramref name="mayWrite"/> refuses, or another row of the organisation has the name.</returns>
    public Task<bool> SaveAsync(
        TRow row, Func<TRow?, CoopDb, CancellationToken, Task<bool>>? mayWrite, Func<CoopDb, CancellationToken, Task>? also, CancellationToken cancellationToken) => lane.RunAsync(
        async (batch, cancel) =>
        {
            var rows = batch.Db.Set<TRow>();
            var before = await rows.SingleOrDefaultAsync(r => r.OrgId == row.OrgId && r.Id == row.Id, cancel);
            if (mayWrite is not null && !await mayWrite(before, batch.Db, cancel))
            {
                return false;
            }

            if (before is null)
            {
                rows.Add(row);
            }
            else
            {
                batch.Db.Entry(before).CurrentValues.SetValues(row);
            }

            try
            {
                await batch.Db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException refused) when (dialect.IsUniqueViolation(refused.InnerException))
            {
                return false;
            }

            if (also is not null)
            {
                await also(batch.Db, cancel);
                await batch.Db.SaveChangesAsync(cancel);
            }

            await NextRevisionAsync(batch, row.OrgId, cancel);
            return true;
        },
        cancellationToken);

    /// <param name="only">What else must be so.</param>
    public Task<bool> DeleteAsync(string orgId, string id, CancellationToken cancellationToken, Expression<Func<TRow, bool>>? only = null) => lane.RunAsync(
        async (batch, cancel) =>
        {
            var deleted = await batch.Db.Set<TRow>().Where(row => row.OrgId == orgId && row.Id == id).Where(only ?? (_ => true)).ExecuteDeleteAsync(cancel) > 0;
            if (deleted)
            {
                await NextRevisionAsync(batch, orgId, cancel);
            }

            return deleted;
        },
        cancellationToken);

    private static Task<int> NextRevisionAsync(WriteBatch batch, string orgId, CancellationToken cancellationToken) =>
        batch.ExecuteAsync("UPDATE orgs SET revision = revision + 1 WHERE id = @id", [("@id", orgId)], cancellationToken);
}
