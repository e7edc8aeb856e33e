using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Channels;

namespace Coop.Plugins.Processes.Connection;

/// <summary>
/// The one writer of a stream. Whoever has a message leaves it here; all that wait at one moment go out in one write, because the number of writes decides
/// the throughput.
/// </summary>
internal sealed class FrameQueue(Stream stream)
{
    private const int FlushAt = 256 * 1024;

    private readonly Channel<Frame> _frames = Channel.CreateUnbounded<Frame>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <returns>False when the connection has ended; the frame is not taken then.</returns>
    public bool TryAdd(Frame frame) => _frames.Writer.TryWrite(frame);

    public void Complete() => _frames.Writer.TryComplete();

    /// <summary>Ends when nothing is left to write, or to nobody.</summary>
    public Task Written => _written.Task;

    /// <summary>Writes until completed, or until the other side is gone.</summary>
    public async Task RunAsync()
    {
        var writer = PipeWriter.Create(stream, new StreamPipeWriterOptions(minimumBufferSize: 64 * 1024, leaveOpen: true));
        try
        {
            while (await _frames.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                while (_frames.Reader.TryRead(out var frame))
                {
                    writer.Write(frame.Bytes);
                    frame.Return();
                    if (writer.UnflushedBytes > FlushAt)
                    {
                        await writer.FlushAsync().ConfigureAwait(false);
                    }
                }

                await writer.FlushAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The reader of the same stream notices as well, and tells why.
        }
        finally
        {
            Complete();
            _written.TrySetResult();
        }
    }
}
