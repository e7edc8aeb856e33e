using Coop.Engine.Uses;
using Coop.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Settings;

/// <summary>Who uses what.</summary>
internal sealed class UseTable(IDbContextFactory<CoopDb> dbs) : IUses
{
    public async Task<IReadOnlyList<Use>> OfAsync(string orgId, SettingRef used, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await UsersAsync(db, orgId, used, cancellationToken);
    }

    public async Task<ILookup<string, Use>> OfAllAsync(string orgId, SettingKind used, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return (await NamedAsync(db, db.Set<UseRow>().Where(use => use.OrgId == orgId && use.UsedKind == used), cancellationToken)).ToLookup(use => use.Used.Id, StringComparer.Ordinal);
    }

    public static Task<IReadOnlyList<Use>> UsersAsync(CoopDb db, string orgId, SettingRef used, CancellationToken cancellationToken) =>
        NamedAsync(db, db.Set<UseRow>().Where(use => use.OrgId == orgId && use.UsedKind == used.Kind && use.UsedId == used.Id), cancellationToken);

    /// <summary>Whether everything that can lie on a shelf does. What names itself is refused elsewhere, by whoever knows what is wrong with that.</summary>
    public static async Task<bool> AreThereAsync(CoopDb db, string orgId, SettingRef user, IReadOnlyCollection<SettingRef> uses, CancellationToken cancellationToken)
    {
        foreach (var kind in uses.Where(use => use.IsOnItsOwn && use != user).GroupBy(use => use.Kind, use => use.Id))
        {
            string[] ids = [.. kind];
            if (await SettingRow.Of(db, orgId, kind.Key).CountAsync(row => ids.Contains(row.Id), cancellationToken) < ids.Length)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>In the place of what the user used before.</summary>
    public static async Task WriteAsync(CoopDb db, string orgId, SettingRef user, IEnumerable<SettingRef> uses, CancellationToken cancellationToken)
    {
        await db.Set<UseRow>().Where(use => use.OrgId == orgId && use.UserKind == user.Kind && use.UserId == user.Id).ExecuteDeleteAsync(cancellationToken);
        db.AddRange(uses.Select(used => new UseRow { OrgId = orgId, UserKind = user.Kind, UserId = user.Id, UsedKind = used.Kind, UsedId = used.Id }));
        await db.SaveChangesAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<Use>> NamedAsync(CoopDb db, IQueryable<UseRow> uses, CancellationToken cancellationToken)
    {
        var named = await uses.AsNoTracking()
            .Join(
                db.Set<SettingRow>(), use => new { use.OrgId, Kind = use.UserKind, Id = use.UserId }, row => new { row.OrgId, row.Kind, row.Id },
                (use, row) => new { Use = use, row.Name })
            .OrderBy(found => found.Name)
            .ToListAsync(cancellationToken);
        return named.ConvertAll(found => new Use(new SettingRef(found.Use.UserKind, found.Use.UserId), found.Name, new SettingRef(found.Use.UsedKind, found.Use.UsedId)));
    }
}
