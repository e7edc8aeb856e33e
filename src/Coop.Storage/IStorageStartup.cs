namespace Coop.Storage;

/// <summary>Brings the database to the shape this version needs. Called once, before anything else is asked of the stores.</summary>
public interface IStorageStartup
{
    Task MigrateAsync(CancellationToken cancellationToken);
}
