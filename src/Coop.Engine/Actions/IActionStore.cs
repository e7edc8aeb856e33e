using Coop.Engine.Problems;

namespace Coop.Engine.Actions;

public interface IActionStore
{
    Task<IReadOnlyList<ModerationAction>> ListAsync(string orgId, CancellationToken cancellationToken);

    Task<ModerationAction?> FindAsync(string orgId, string id, CancellationToken cancellationToken);

    /// <summary>A NameTaken problem when the name is used by another action of the organisation.</summary>
    /// <param name="replaces">What it replaces, as it was read: another one there, or none, is a ConcurrentUpdate or NotFound problem. Null replaces whatever is there.</param>
    Task<Result<ModerationAction>> SaveAsync(ModerationAction action, ModerationAction? replaces, CancellationToken cancellationToken);

    Task<bool> DeleteAsync(string orgId, string id, CancellationToken cancellationToken);
}
