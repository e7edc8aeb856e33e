using System.Text.Json;
using Coop.Engine.Editing;
using Coop.Engine.Problems;
using Coop.Storage.Database;

namespace Coop.Storage.Settings;

/// <summary>Where the settings of one kind lie. It reads and writes rows; what may be written is not its business.</summary>
internal abstract class Shelf<T>(bool keepsVersions = false)
    where T : class, ISetting<T>
{
    /// <summary>Every version stays readable for ever.</summary>
    public bool KeepsVersions => keepsVersions;

    /// <summary>True for what items are decided by.</summary>
    public virtual bool MovesRules => true;

    public abstract Task<IReadOnlyList<Versioned<T>>> ListAsync(CoopDb db, string orgId, CancellationToken cancellationToken);

    public abstract Task<SettingStamp?> FindStampAsync(CoopDb db, string orgId, string id, CancellationToken cancellationToken);

    public abstract Task<Versioned<T>?> FindAsync(CoopDb db, string orgId, string id, CancellationToken cancellationToken);

    /// <summary>Whether another one has what only one may have.</summary>
    public abstract Task<bool> IsNameTakenAsync(CoopDb db, T value, CancellationToken cancellationToken);

    public virtual Problem NameTaken(T value) => EditProblems.NameTaken(T.SettingKind, value.Name);

    /// <summary>Looks whether a guard holds that only this kind knows.</summary>
    public virtual Task<Problem?> BrokenAsync(CoopDb db, string orgId, Guard guard, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"Nobody knows how to look whether {guard.GetType().Name} holds.");

    /// <summary>What will be written of it: made before the write where it takes long.</summary>
    public abstract string ContentOf(T value);

    /// <summary>The names of the members in which two differ, for the log and for whoever reads that somebody was quicker.</summary>
    public IReadOnlyList<string> Differences(T? before, T after)
    {
        var (old, now) = (before is null ? [] : Members(before), Members(after));
        return [.. old.Keys.Union(now.Keys).Where(member => !IsSame(member)).Order(StringComparer.Ordinal)];

        bool IsSame(string member) => old.TryGetValue(member, out var was) && now.TryGetValue(member, out var becomes) && JsonElement.DeepEquals(was, becomes);
    }

    /// <summary>Whether the organisation's settings take too much with it.</summary>
    public virtual Task<Problem?> NoRoomAsync(CoopDb db, T value, string content, SettingLimits limits, CancellationToken cancellationToken) => Task.FromResult<Problem?>(null);

    public abstract Task PutAsync(CoopDb db, SettingStamp? before, Versioned<T> after, string content, CancellationToken cancellationToken);

    public abstract Task RemoveAsync(CoopDb db, string orgId, string id, CancellationToken cancellationToken);

    /// <summary>What somebody can have changed in it, by name.</summary>
    protected abstract Dictionary<string, JsonElement> Members(T value);

    protected static Dictionary<string, JsonElement> MembersOf(JsonElement value) =>
        value.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);
}
