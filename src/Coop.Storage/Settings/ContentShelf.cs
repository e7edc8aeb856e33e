using System.Text.Json;
using Coop.Engine.Editing;
using Coop.Engine.Problems;
using Coop.Storage.Database;
using Coop.Storage.Schema;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Settings;

/// <summary>Settings that lie whole in the one table of settings.</summary>
/// <param name="seal">Makes of a setting what may lie in the database.</param>
/// <param name="open">The other way.</param>
/// <param name="removed">What else ends with a setting, by organisation and id, in the transaction that deletes it.</param>
internal sealed class ContentShelf<T>(
    bool keepsVersions = false, Func<T, T>? seal = null, Func<T, T>? open = null, Func<CoopDb, string, string, CancellationToken, Task>? removed = null) : Shelf<T>(keepsVersions)
    where T : class, ISetting<T>
{
    // They change with every change, and say nothing of what somebody did.
    private static readonly string[] Bookkeeping = ["version", "updatedAt", "semanticVersion"];

    private readonly SettingLists<T> _lists = new();

    public override Task<IReadOnlyList<Versioned<T>>> ListAsync(CoopDb db, string orgId, CancellationToken cancellationToken) => _lists.OfAsync(db, orgId, Read, cancellationToken);

    public override async Task<SettingStamp?> FindStampAsync(CoopDb db, string orgId, string id, CancellationToken cancellationToken) =>
        await At(db, orgId, id).Select(row => new SettingStamp(row.Id, row.Name, row.Version, row.ChangedAt, row.ChangedBy)).SingleOrDefaultAsync(cancellationToken);

    public override async Task<Versioned<T>?> FindAsync(CoopDb db, string orgId, string id, CancellationToken cancellationToken) =>
        await At(db, orgId, id).SingleOrDefaultAsync(cancellationToken) is { } row ? Read(row) : null;

    public override Task<bool> IsNameTakenAsync(CoopDb db, T value, CancellationToken cancellationToken) =>
        SettingRow.Of(db, value.OrgId, T.SettingKind).AnyAsync(row => row.Name == value.Name && row.Id != value.Id, cancellationToken);

    public override string ContentOf(T value) => StoredJson.Of(seal is null ? value : seal(value));

    public override async Task<Problem?> NoRoomAsync(CoopDb db, T value, string content, SettingLimits limits, CancellationToken cancellationToken)
    {
        var before = await At(db, value.OrgId, value.Id).Select(row => (long?)row.Size).SingleOrDefaultAsync(cancellationToken);
        var size = SettingRow.SizeOf(content);
        if (!SettingLimits.IsAsked(before, size))
        {
            return null;
        }

        var others = await db.Set<SettingRow>().Where(row => row.OrgId == value.OrgId).SumAsync(row => row.Size, cancellationToken) - (before ?? 0);
        return others + size > limits.MostBytes ? EditProblems.NoRoom(others + size, limits) : null;
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
            Size = SettingRow.SizeOf(content),
        };
        _ = before is null ? db.Add(row) : db.Update(row);
        await db.SaveChangesAsync(cancellationToken);
    }

    public override async Task RemoveAsync(CoopDb db, string orgId, string id, CancellationToken cancellationToken)
    {
        await At(db, orgId, id).ExecuteDeleteAsync(cancellationToken);
        await (removed?.Invoke(db, orgId, id, cancellationToken) ?? Task.CompletedTask);
    }

    public Versioned<T> Read(SettingRow row)
    {
        var kept = StoredJson.To<T>(row.Content);
        return new(open is null ? kept : open(kept), row.Version, row.ChangedAt, row.ChangedBy);
    }

    protected override Dictionary<string, JsonElement> Members(T value)
    {
        var members = MembersOf(JsonElement.Parse(StoredJson.Of(value)));
        foreach (var member in Bookkeeping)
        {
            members.Remove(member);
        }

        return members;
    }

    private static IQueryable<SettingRow> At(CoopDb db, string orgId, string id) => SettingRow.Of(db, orgId, T.SettingKind).Where(row => row.Id == id);
}
