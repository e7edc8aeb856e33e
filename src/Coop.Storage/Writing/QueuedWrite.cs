namespace Coop.Storage.Writing;

/// <summary>A write that waits for its commit.</summary>
internal abstract class QueuedWrite
{
    /// <summary>True when nobody wants it any more.</summary>
    public abstract bool TakenBack();

    public abstract Task ExecuteAsync(WriteBatch batch);

    /// <summary>Its commit is on the disk.</summary>
    public abstract void Succeed();

    public abstract void Fail(Exception exception);
}

internal sealed class QueuedWrite<T>(Func<WriteBatch, CancellationToken, Task<T>> work, CancellationToken cancellationToken) : QueuedWrite
{
    // The lane must not run its callers' code.
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Answer => _answer.Task;

    public override bool TakenBack() => cancellationToken.IsCancellationRequested && _answer.TrySetCanceled(cancellationToken);

    public override async Task ExecuteAsync(WriteBatch batch) => _result = await work(batch, CancellationToken.None);

    public override void Succeed() => _answer.TrySetResult(_result);

    public override void Fail(Exception exception) => _answer.TrySetException(exception);
}
