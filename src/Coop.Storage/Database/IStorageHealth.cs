namespace Coop.Storage.Database;

/// <summary>Whether what is accepted can be kept.</summary>
public interface IStorageHealth
{
    /// <summary>After a failure it is tried with a write of its own.</summary>
    /// <returns>What is wrong, for the operator; null when nothing is.</returns>
    Task<string?> TroubleAsync(CancellationToken cancellationToken);
}
