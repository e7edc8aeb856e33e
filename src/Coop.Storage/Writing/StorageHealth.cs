using Coop.Engine.Problems;
using Coop.Storage.Database;
using Coop.Storage.Sqlite;

namespace Coop.Storage.Writing;

internal sealed class StorageHealth(WriteLane lane, WriteHealth health, SqliteFile file, TimeProvider time) : IStorageHealth
{
    /// <summary>Who asks is told what is known when a write takes longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Task? _trial;

    public async Task<StorageTrouble?> TroubleAsync(CancellationToken cancellationToken)
    {
        if (file.Loss() is { } loss)
        {
            health.Failed(loss);
            return Of(loss);
        }

        if (health.Trouble is not { } known)
        {
            return null;
        }

        try
        {
            await Trial().WaitAsync(Patience, time, cancellationToken);
            return null;
        }
        catch (StorageUnavailableException trouble)
        {
            return Of(trouble);
        }
        catch (TimeoutException)
        {
            return Of(known);
        }
    }

    /// <summary>One at a time, however many ask.</summary>
    private Task Trial()
    {
        lock (_lock)
        {
            return _trial is { IsCompleted: false } ? _trial : _trial = lane.GroupAsync(statements => statements[Touch.Statement].Run(), CancellationToken.None);
        }
    }

    private static StorageTrouble Of(StorageUnavailableException trouble) => new(trouble.Message, trouble.IsLock);
}
