using Coop.Engine.Editing;
using Coop.Engine.Problems;

namespace Coop.Engine.People;

/// <summary>What people do with the settings of one kind, whichever it is.</summary>
public interface ISettingFeature<T, TDraft>
{
    Task<IReadOnlyList<Versioned<T>>> ListAsync(string orgId, CancellationToken cancellationToken);

    Task<Result<Versioned<T>>> FindAsync(string orgId, string id, CancellationToken cancellationToken);

    Task<Result<Versioned<T>>> CreateAsync(Actor actor, TDraft draft, CancellationToken cancellationToken);

    /// <param name="expectedVersion">The version that was read: nothing is saved over another one. Null replaces whatever is there.</param>
    Task<Result<Versioned<T>>> ReplaceAsync(Actor actor, string id, TDraft draft, string? expectedVersion, CancellationToken cancellationToken);

    /// <returns>What was there.</returns>
    Task<Result<Versioned<T>>> DeleteAsync(Actor actor, string id, string? expectedVersion, CancellationToken cancellationToken);
}
