using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Writing;

/// <summary>
/// The one lane all writes go through. Whoever waits while a commit is under way shares the next one, so that many requests pay for one flush to the
/// disk. Each write is all or nothing for itself, and is answered only after the commit that holds it.
/// </summary>
internal sealed class WriteLane : IAsyncDisposable
{
    private const int MostPerCommit = 256;

    private readonly IDbContextFactory<CoopDb> _dbs;
    private readonly Channel<QueuedWrite> _queue = Channel.CreateUnbounded<QueuedWrite>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _loop;

    public WriteLane(IDbContextFactory<CoopDb> dbs)
    {
        _dbs = dbs;
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Cancelling takes back a write that has not begun; one that has is finished.</summary>
    public Task<T> RunAsync<T>(Func<WriteBatch, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var write = new QueuedWrite<T>(work, cancellationToken);
        ObjectDisposedException.ThrowIf(!_queue.Writer.TryWrite(write), this);
        return write.Answer;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    private async Task LoopAsync()
    {
        var writes = new List<QueuedWrite>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            writes.Clear();
            while (writes.Count < MostPerCommit && _queue.Reader.TryRead(out var write))
            {
                if (!write.TakenBack())
                {
                    writes.Add(write);
                }
            }

            if (writes.Count == 0)
            {
                continue;
            }

            try
            {
                await CommitAsync(writes);
            }
            catch (Exception exception)
            {
                foreach (var write in writes)
                {
                    write.Fail(exception);
                }
            }
        }
    }

    private async Task CommitAsync(List<QueuedWrite> writes)
    {
        await using var db = await _dbs.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await using (var batch = new WriteBatch(db, transaction))
        {
            foreach (var write in writes)
            {
                await transaction.CreateSavepointAsync(WriteBatch.Savepoint);
                try
                {
                    await write.ExecuteAsync(batch);
                    await transaction.ReleaseSavepointAsync(WriteBatch.Savepoint);
                }
                catch (Exception exception)
                {
                    // When the database has given up the whole transaction this throws, and everybody is told.
                    await transaction.RollbackToSavepointAsync(WriteBatch.Savepoint);
                    write.Fail(exception);
                }

                db.ChangeTracker.Clear();
            }
        }

        await transaction.CommitAsync();
        foreach (var write in writes)
        {
            write.Succeed();
        }
    }
}
