using System.Text.Json;
using Coop.Engine.Editing;
using Coop.Storage.Database;
using Coop.Storage.Schema;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Settings;

/// <summary>Settings that lie whole in the one table of settings.</summary>
/// <param name="seal">Makes of a setting what may lie in the database.</param>
/// <param name="open">The other way.</param>
internal sealed class ContentShelf<T>(bool keepsVersions = false, Func<T, T>? seal = null, Func<T, T>? open = null) : Shelf<T>(keepsVersions)
    where T : class, ISetting<T>
{
    // They change with every change, and say nothing of what somebody did.
    private static readonly string[] Bookkeeping = ["version", "updatedAt", "semanticVersion"];

    public override async Task<SettingStamp?> FindStampAsync(CoopDb db, string orgId, string id, CancellationToken cancellationToken) =>
        await At(db, orgId, id).Select(row => new SettingStamp(row.Id, row.Name, row.Version, row.ChangedAt, row.ChangedBy)).SingleOrDefaultAsync(cancellationToken);

    public override async Task<Versioned<T>?> FindAsync(CoopDb db, string orgId, string id, CancellationToken cancellationToken) =>
        await At(db, orgId, id).SingleOrDefaultAsync(cancellationToken) is { } row ? Read(row) : null;

    public override Task<bool> IsNameTakenAsync(CoopDb db, T value, CancellationToken cancellationToken) =>
        SettingRow.Of(db, value.OrgId, T.SettingKind).AnyAsync(row => row.Name == value.Name && row.Id != value.Id, cancellationToken);

    public override string ContentOf(T value) => StoredJson.Of(seal is null ? value : seal(value));

    public override IReadOnlyList<string> Differences(T? before, T after)
    {
        var (old, now) = (Members(before), Members(after));
        return [.. old.Keys.Union(now.Keys).Where(member => !Bookkeeping.Contains(member) && !IsSame(member)).Order(StringComparer.Ordinal)];

        bool IsSame(string member) => old.TryGetValue(member, out var was) && now.TryGetValue(member, out var becomes) && JsonElement.DeepEquals(was, becomes);
    }

    public override async Task PutAsync(CoopDb db, SettingStamp? before, Versioned<T> after, string content, CancellationToken cancellationToken)
    {
        var row = new SettingRow
        {
            OrgId = after.Value.OrgId,
            Kind = T.SettingKind,
            Id = after.Value.Id,
            Name = after.Value.Name,
            Version = after.Version,
            ChangedAt = after.ChangedAt,
            ChangedBy = after.ChangedBy,
            Content = content,
        };
        _ = before is null ? db.Add(row) : db.Update(row);
        await db.SaveChangesAsync(cancellationToken);
    }

    public override Task RemoveAsync(CoopDb db, string orgId, string id, CancellationToken cancellationToken) => At(db, orgId, id).ExecuteDeleteAsync(cancellationToken);

    public Versioned<T> Read(SettingRow row)
    {
        var kept = StoredJson.To<T>(row.Content);
        return new(open is null ? kept : open(kept), row.Version, row.ChangedAt, row.ChangedBy);
    }

    private static IQueryable<SettingRow> At(CoopDb db, string orgId, string id) => SettingRow.Of(db, orgId, T.SettingKind).Where(row => row.Id == id);

    private static Dictionary<string, JsonElement> Members(T? value) =>
        value is null ? [] : JsonElement.Parse(StoredJson.Of(value)).EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);
}
