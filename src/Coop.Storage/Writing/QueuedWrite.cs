using Coop.Storage.Sqlite;

namespace Coop.Storage.Writing;

/// <summary>A write that waits for its commit.</summary>
internal abstract class QueuedWrite
{
    /// <summary>True when nobody wants it any more.</summary>
    public abstract bool TakenBack();

    /// <summary>Its commit is on the disk.</summary>
    public abstract void Succeed();

    public abstract void Fail(Exception exception);
}

internal abstract class QueuedWrite<T>(CancellationToken cancellationToken) : QueuedWrite
{
    // The lane must not run its callers' code.
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Answer => _answer.Task;

    protected T Result { get; set; } = default!;

    public override bool TakenBack() => cancellationToken.IsCancellationRequested && _answer.TrySetCanceled(cancellationToken);

    public override void Succeed() => _answer.TrySetResult(Result);

    public override void Fail(Exception exception) => _answer.TrySetException(exception);
}

/// <summary>A write that shares its commit with others.</summary>
internal interface IGroupedWrite
{
    void Execute(Statements statements);
}

internal sealed class GroupedWrite<T>(Func<Statements, T> write, CancellationToken cancellationToken) : QueuedWrite<T>(cancellationToken), IGroupedWrite
{
    public void Execute(Statements statements) => Result = write(statements);
}

/// <summary>A write with a transaction of its own.</summary>
internal interface ILoneWrite
{
    Task ExecuteAsync(WriteBatch batch);
}

internal sealed class LoneWrite<T>(Func<WriteBatch, CancellationToken, Task<T>> write, CancellationToken cancellationToken) : QueuedWrite<T>(cancellationToken), ILoneWrite
{
    public async Task ExecuteAsync(WriteBatch batch) => Result = await write(batch, CancellationToken.None);
}
