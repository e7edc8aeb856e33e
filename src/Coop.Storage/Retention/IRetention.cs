namespace Coop.Storage.Retention;

/// <summary>Takes away what is older than it may become.</summary>
public interface IRetention
{
    /// <summary>Looks at one short stretch, so that no other write waits long.</summary>
    /// <returns>False when there is nothing left to do for now.</returns>
    Task<bool> SweepAsync(CancellationToken cancellationToken);
}
