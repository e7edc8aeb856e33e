using Coop.Engine.Editing;
using Coop.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Settings;

/// <summary>Settings with a table of their own, because others than whoever edits them look there too, by other columns. No item is decided by them.</summary>
internal abstract class TableShelf<T, TRow> : Shelf<T>
    where T : class, ISetting<T>
    where TRow : class, IStampedRow
{
    public override bool MovesRules => false;

    public override async Task<IReadOnlyList<Versioned<T>>> ListAsync(CoopDb db, string orgId, CancellationToken cancellationToken) =>
        (await Of(db, orgId).AsNoTracking().ToListAsync(cancellationToken)).ConvertAll(Versioned);

    public override async Task<SettingStamp?> FindStampAsync(CoopDb db, string orgId, string id, CancellationToken cancellationToken) =>
        await FindAsync(db, orgId, id, cancellationToken) is { } now ? new SettingStamp(id, now.Value.Name, now.Version, now.ChangedAt, now.ChangedBy) : null;

    public override async Task<Versioned<T>?> FindAsync(CoopDb db, string orgId, string id, CancellationToken cancellationToken) =>
        await At(db, orgId, id).AsNoTracking().SingleOrDefaultAsync(cancellationToken) is { } row ? Versioned(row) : null;

    public override Task<bool> IsNameTakenAsync(CoopDb db, T value, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <summary>It lies in columns, and is quickly made.</summary>
    public override string ContentOf(T value) => "";

    public override async Task PutAsync(CoopDb db, SettingStamp? before, Versioned<T> after, string content, CancellationToken cancellationToken)
    {
        TRow row;
        if (before is null)
        {
            row = New(after.Value);
            db.Add(row);
        }
        else
        {
            row = await At(db, after.Value.OrgId, after.Value.Id).SingleAsync(cancellationToken);
        }

        Write(row, after.Value);
        (row.Version, row.ChangedAt, row.ChangedBy) = (after.Version, after.ChangedAt, after.ChangedBy);
        await db.SaveChangesAsync(cancellationToken);
    }

    public override Task RemoveAsync(CoopDb db, string orgId, string id, CancellationToken cancellationToken) => At(db, orgId, id).ExecuteDeleteAsync(cancellationToken);

    /// <summary>All of an organisation, in the order of lists.</summary>
    protected abstract IQueryable<TRow> Of(CoopDb db, string orgId);

    protected abstract IQueryable<TRow> At(CoopDb db, string orgId, string id);

    protected abstract T Read(TRow row);

    /// <summary>With what never changes.</summary>
    protected abstract TRow New(T value);

    /// <summary>What may change.</summary>
    protected abstract void Write(TRow row, T value);

    private Versioned<T> Versioned(TRow row) => new(Read(row), row.Version, row.ChangedAt, row.ChangedBy);
}
