using Coop.Engine.Editing;
using Coop.Engine.Problems;
using Coop.Storage.Database;

namespace Coop.Storage.Settings;

/// <summary>The settings of one kind, wherever they lie.</summary>
internal sealed class SettingStore<T>(SettingTools tools, Shelf<T> shelf) : ISettingStore<T>
    where T : class, ISetting<T>
{
    private readonly SettingWriting<T> _writing = new(tools, shelf);

    public async Task<IReadOnlyList<Versioned<T>>> ListAsync(string orgId, CancellationToken cancellationToken)
    {
        await using var db = await tools.Dbs.CreateDbContextAsync(cancellationToken);
        await using var moment = await tools.Dialect.BeginReadAsync(db, cancellationToken);
        return await ListAsync(db, orgId, cancellationToken);
    }

    /// <param name="db">In a transaction that sees one moment.</param>
    public Task<IReadOnlyList<Versioned<T>>> ListAsync(CoopDb db, string orgId, CancellationToken cancellationToken) => shelf.ListAsync(db, orgId, cancellationToken);

    public async Task<Versioned<T>?> FindAsync(string orgId, string id, CancellationToken cancellationToken)
    {
        await using var db = await tools.Dbs.CreateDbContextAsync(cancellationToken);
        return await shelf.FindAsync(db, orgId, id, cancellationToken);
    }

    /// <summary>What a new organisation begins with, in the transaction that makes the organisation: nobody else can have a name in it, or wait for it to move.</summary>
    public async Task AddAllAsync(CoopDb db, IEnumerable<T> values, CancellationToken cancellationToken)
    {
        foreach (var value in values)
        {
            await _writing.WriteAsync(db, SettingEdit<T>.Create("", value), null, cancellationToken);
        }
    }

    public Task<Result<Versioned<T>>> ChangeAsync(SettingEdit<T> edit, CancellationToken cancellationToken) => _writing.ChangeAsync(edit, cancellationToken);
}
