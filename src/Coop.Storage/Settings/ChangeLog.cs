using Coop.Engine.Editing;
using Coop.Engine.Problems;
using Coop.Engine.Uses;
using Coop.Storage.Database;
using Coop.Storage.Schema;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Settings;

/// <summary>Reads what was done to settings.</summary>
internal sealed class ChangeLog(IEditors editors)
{
    /// <summary>Of a setting that is not there: the one it went with, if it ever was, so that no version comes back with it.</summary>
    public static Task<string?> LastVersionAsync(CoopDb db, string orgId, SettingRef setting, CancellationToken cancellationToken) =>
        db.Set<SettingChangeRow>().Where(row => row.OrgId == orgId && row.Kind == setting.Kind && row.SettingId == setting.Id).MaxAsync(row => (string?)row.Version, cancellationToken);

    /// <summary>Of a setting that is not there: how it went. Null when it never was.</summary>
    public static Task<SettingStamp?> RemovalAsync(CoopDb db, string orgId, SettingRef setting, CancellationToken cancellationToken) =>
        db.Set<SettingChangeRow>().Where(row => row.OrgId == orgId && row.Kind == setting.Kind && row.SettingId == setting.Id && row.Change == SettingChangeKind.Deleted)
            .OrderByDescending(row => row.Sequence)
            .Select(row => new SettingStamp(row.SettingId, row.SettingId, SettingVersion.None, row.ChangedAt, row.ChangedBy))
            .FirstOrDefaultAsync(cancellationToken);

    /// <summary>What became of a setting after a version of it.</summary>
    public async Task<Meanwhile> SinceAsync(CoopDb db, string orgId, SettingRef setting, string version, SettingStamp now, CancellationToken cancellationToken)
    {
        var changes = db.Set<SettingChangeRow>().Where(row => row.OrgId == orgId && row.Kind == setting.Kind && row.SettingId == setting.Id);
        var read = await changes.Where(row => row.Version == version).Select(row => (long?)row.Sequence).SingleOrDefaultAsync(cancellationToken);
        var members = read is null ? [] : await changes.Where(row => row.Sequence > read).Select(row => row.Members).ToListAsync(cancellationToken);
        return new Meanwhile(
            now.Version, now.ChangedAt, await editors.NameOfAsync(db, orgId, now.ChangedBy, cancellationToken),
            [.. members.SelectMany(StoredJson.To<List<string>>).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }
}
