using Coop.Engine.Problems;
using Coop.Storage.Database;
using Coop.Storage.Sqlite;

namespace Coop.Storage.Writing;

internal sealed class StorageHealth(WriteLane lane, WriteHealth health) : IStorageHealth
{
    // A write that goes to the disk, whatever tables there are: a disk that is full lets an empty transaction pass.
    private static readonly Sql Touch = new("PRAGMA user_version = 1");

    public async Task<string?> TroubleAsync(CancellationToken cancellationToken)
    {
        if (health.Trouble is null)
        {
            return null;
        }

        try
        {
            await lane.GroupAsync(statements => statements[Touch].Run(), cancellationToken);
            return null;
        }
        catch (StorageUnavailableException trouble)
        {
            return trouble.Message;
        }
    }
}
