using System.Threading.Channels;
using Coop.Engine.Problems;
using Coop.Storage.Database;
using Coop.Storage.Sqlite;

namespace Coop.Storage.Writing;

/// <summary>
/// The one lane all writes of this process go through, on a thread of its own. Whoever waits while a commit is under way shares the next one, so that many requests pay for one
/// flush to the disk. Each write is all or nothing for itself, and is answered only after the commit that holds it.
/// </summary>
internal sealed class WriteLane : IAsyncDisposable
{
    // Who comes when so many wait, waits to be let in: memory stays bounded, and requests slow down before they pile up.
    private const int MostWaiting = 4096;

    private readonly Channel<QueuedWrite> _queue = Channel.CreateBounded<QueuedWrite>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SqliteFile _file;
    private readonly ICoopDbs _contexts;
    private readonly WriteHealth _health;
    private readonly TimeProvider _time;
    private SqliteWriter? _writer;

    public WriteLane(SqliteFile file, ICoopDbs contexts, WriteHealth health, TimeProvider time)
    {
        (_file, _contexts, _health, _time) = (file, contexts, health, time);
        new Thread(Loop) { IsBackground = true, Name = "Coop writes" }.Start();
    }

    /// <summary>
    /// A short write that shares its commit with others, without EF. When one of a group throws, it alone fails and the others are run once more: a write must do the same thing when it is repeated,
    /// and touch nothing but the database. Cancelling takes back one that has not begun.
    /// </summary>
    public Task<T> GroupAsync<T>(Func<Statements, T> write, CancellationToken cancellationToken)
    {
        var queued = new GroupedWrite<T>(write, cancellationToken);
        return EnqueueAsync(queued, queued.Answer, cancellationToken);
    }

    /// <summary>A write with a transaction of its own, run once. Cancelling takes back one that has not begun; one that has is finished.</summary>
    public Task<T> RunAsync<T>(Func<WriteBatch, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        var queued = new LoneWrite<T>(write, cancellationToken);
        return EnqueueAsync(queued, queued.Answer, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _ended.Task;
    }

    private Task<T> EnqueueAsync<T>(QueuedWrite write, Task<T> answer, CancellationToken cancellationToken) =>
        _queue.Writer.TryWrite(write) ? answer : WaitAsync(write, answer, cancellationToken);

    private async Task<T> WaitAsync<T>(QueuedWrite write, Task<T> answer, CancellationToken cancellationToken)
    {
        try
        {
            await _queue.Writer.WriteAsync(write, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(WriteLane));
        }

        return await answer;
    }

    private void Loop()
    {
        while (WaitForWrite())
        {
            if (_queue.Reader.TryRead(out var write))
            {
                Run(write);
            }
        }

        _writer?.Dispose();
        _ended.TrySetResult();
    }

    private void Run(QueuedWrite write)
    {
        try
        {
            _writer ??= new SqliteWriter(_file.Open(), _contexts);
            if (write is IGroupedWrite)
            {
                new WriteGroup(_writer, _file, _health, _time).Run(write, _queue.Reader);
            }
            else
            {
                LoneTransaction.Run(_writer, _file, _health, write);
            }

            _health.Worked();
        }
        catch (Exception exception)
        {
            // Who had begun was told by the group; who could not begin is told here. The next one finds a fresh connection.
            var explained = _file.Explain(exception);
            _health.Failed(explained);
            write.Fail(explained);
            if (explained is StorageUnavailableException trouble)
            {
                FailLocked(trouble);
            }

            _writer?.Dispose();
            _writer = null;
        }
    }

    /// <summary>Who came while a lock of another process was waited for has waited as well: if each were to begin to wait now, the last would wait for all of them.</summary>
    private void FailLocked(StorageUnavailableException trouble)
    {
        while (trouble.IsLock && _queue.Reader.TryRead(out var write))
        {
            if (!write.TakenBack())
            {
                write.Fail(trouble);
            }
        }
    }

    private bool WaitForWrite()
    {
        var waiting = _queue.Reader.WaitToReadAsync();
        return waiting.IsCompleted ? waiting.Result : waiting.AsTask().GetAwaiter().GetResult();
    }
}
