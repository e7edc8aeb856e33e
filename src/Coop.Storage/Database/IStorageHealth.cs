namespace Coop.Storage.Database;

/// <summary>Whether what is accepted can be kept.</summary>
public interface IStorageHealth
{
    /// <summary>After a failure it is tried with a write of its own.</summary>
    /// <returns>What is wrong; null when nothing is.</returns>
    Task<StorageTrouble?> TroubleAsync(CancellationToken cancellationToken);
}

/// <param name="Words">For the operator: what, where, what to do.</param>
/// <param name="Passes">True of another process's lock: it is over when that lets go of it.</param>
public sealed record StorageTrouble(string Words, bool Passes);
