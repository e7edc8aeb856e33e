using Coop.Engine.Problems;

namespace Coop.Engine.Actions;

public interface IActionStore
{
    Task<IReadOnlyList<ModerationAction>> ListAsync(string orgId, CancellationToken cancellationToken);

    Task<ModerationAction?> FindAsync(string orgId, string id, CancellationToken cancellationToken);

    /// <summary>A NameTaken problem when the name is used by another action of the organisation.</summary>
    Task<Result<ModerationAction>> SaveAsync(ModerationAction action, CancellationToken cancellationToken);

    Task<bool> DeleteAsync(string orgId, string id, CancellationToken cancellationToken);
}
