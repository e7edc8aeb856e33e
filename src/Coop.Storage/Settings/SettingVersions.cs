using Coop.Engine;
using Coop.Engine.Items;
using Coop.Engine.Rules;
using Coop.Engine.Uses;
using Coop.Storage.Database;
using Coop.Storage.Schema;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Settings;

/// <summary>Settings as they were, out of the log of changes.</summary>
internal sealed class SettingVersions(IDbContextFactory<CoopDb> dbs) : IRuleVersions, IItemTypeVersions
{
    private const int MostAtOnce = 500;
    private const long MostKept = 16 * 1024 * 1024;

    // A version never changes. Only those that there are, by the length of their text: guesses must not fill the memory.
    private readonly RecentlyUsed<(string OrgId, string Id, string Version), ItemType> _types = new(MostKept);

    public async Task<IReadOnlyList<Rule>> ListVersionsAsync(string orgId, IReadOnlyCollection<RuleVersion> wanted, CancellationToken cancellationToken)
    {
        List<Rule> found = [];
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        foreach (var some in wanted.Distinct().Chunk(MostAtOnce))
        {
            string[] ids = [.. some.Select(version => version.RuleId).Distinct()];
            string[] versions = [.. some.Select(version => version.Version).Distinct()];
            var rows = await Of(db, orgId, SettingKind.Rule).Where(row => ids.Contains(row.SettingId) && versions.Contains(row.Version))
                .Select(row => new { row.SettingId, row.Version, row.Content }).ToListAsync(cancellationToken);
            var exact = some.ToHashSet();
            found.AddRange(rows.Where(row => exact.Contains(new RuleVersion(row.SettingId, row.Version))).Select(row => StoredJson.To<Rule>(row.Content!)));
        }

        return found;
    }

    public Task<ItemType?> FindVersionAsync(string orgId, string id, string version, CancellationToken cancellationToken) =>
        _types.TryGet((orgId, id, version), out var known) ? Task.FromResult<ItemType?>(known) : ReadVersionAsync(orgId, id, version, cancellationToken);

    private async Task<ItemType?> ReadVersionAsync(string orgId, string id, string version, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var content = await Of(db, orgId, SettingKind.ItemType).Where(row => row.SettingId == id && row.Version == version).Select(row => row.Content).SingleOrDefaultAsync(cancellationToken);
        if (content is null)
        {
            return null;
        }

        var type = StoredJson.To<ItemType>(content);
        _types.Keep((orgId, id, version), type, content.Length);
        return type;
    }

    private static IQueryable<SettingChangeRow> Of(CoopDb db, string orgId, SettingKind kind) =>
        db.Set<SettingChangeRow>().AsNoTracking().Where(row => row.OrgId == orgId && row.Kind == kind && row.Content != null);
}
