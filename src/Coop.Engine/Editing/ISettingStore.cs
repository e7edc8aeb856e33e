using Coop.Engine.Problems;

namespace Coop.Engine.Editing;

/// <summary>The settings of one kind: the one way to read and change them.</summary>
public interface ISettingStore<T>
    where T : class, ISetting<T>
{
    /// <summary>By name.</summary>
    Task<IReadOnlyList<Versioned<T>>> ListAsync(string orgId, CancellationToken cancellationToken);

    Task<Versioned<T>?> FindAsync(string orgId, string id, CancellationToken cancellationToken);

    /// <summary>
    /// One change, checked and written in one transaction in which nobody else writes, in any process. Besides the guards of the edit these hold always: the name
    /// is free, everything it names is there, and nothing goes that is used.
    /// </summary>
    /// <returns>What is there now, or what was there before it went. A ConcurrentUpdate problem when another version than the expected one is there.</returns>
    Task<Result<Versioned<T>>> ChangeAsync(SettingEdit<T> edit, CancellationToken cancellationToken);
}
