using Coop.Plugins.Processes.Wire;

namespace Coop.Plugins.Processes.Connection;

/// <summary>Reads an answer's <c>result</c>, whose bytes are only valid during the call.</summary>
internal delegate T ReadResult<out T>(ReadOnlySpan<byte> result);

/// <summary>A call that was sent and waits for its answer.</summary>
internal abstract class PendingCall
{
    public abstract void Answer(ReadOnlySpan<byte> result);

    public abstract void Fail(Exception exception);

    public void Fail(WireError error) => Fail(new WireException(error));
}

internal sealed class PendingCall<T>(ReadResult<T> read) : PendingCall
{
    // Whoever waits goes on elsewhere: the thread that reads the connection must not be kept.
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => _done.Task;

    public override void Answer(ReadOnlySpan<byte> result)
    {
        try
        {
            _done.TrySetResult(read(result));
        }
        catch (Exception e)
        {
            _done.TrySetException(e);
        }
    }

    public override void Fail(Exception exception) => _done.TrySetException(exception);

    public void Cancel(CancellationToken cancellationToken) => _done.TrySetCanceled(cancellationToken);
}

/// <summary>The other side answered with an error.</summary>
internal sealed class WireException(WireError error) : Exception(error.Message)
{
    public WireError Error { get; } = error;
}
