using Coop.Engine.Editing;
using Coop.Storage.Database;

namespace Coop.Storage.Settings;

/// <summary>Where the settings of one kind lie. It reads and writes rows; what may be written is not its business.</summary>
internal abstract class Shelf<T>(bool keepsVersions = false)
    where T : class, ISetting<T>
{
    /// <summary>Names are had once in an organisation.</summary>
    public virtual bool HasUniqueNames => true;

    /// <summary>Every version stays readable for ever.</summary>
    public bool KeepsVersions => keepsVersions;

    /// <summary>True for what items are decided by.</summary>
    public virtual bool MovesRules => true;

    public abstract Task<SettingStamp?> FindStampAsync(CoopDb db, string orgId, string id, CancellationToken cancellationToken);

    public abstract Task<Versioned<T>?> FindAsync(CoopDb db, string orgId, string id, CancellationToken cancellationToken);

    public abstract Task<bool> IsNameTakenAsync(CoopDb db, T value, CancellationToken cancellationToken);

    /// <summary>What will be written of it: made before the write where it takes long.</summary>
    public abstract string ContentOf(T value);

    /// <summary>The names of the members in which two differ, for the log and for whoever reads that somebody was quicker.</summary>
    public abstract IReadOnlyList<string> Differences(T? before, T after);

    public abstract Task PutAsync(CoopDb db, SettingStamp? before, Versioned<T> after, string content, CancellationToken cancellationToken);

    public abstract Task RemoveAsync(CoopDb db, string orgId, string id, CancellationToken cancellationToken);
}
