namespace Coop.Runner.Serving;

/// <summary>
/// The connection with the host, read by a thread of its own instead of the thread pool: an integration that keeps every other thread busy still hears the
/// host, and still goes with it.
/// </summary>
/// <param name="closed">Called once, on that thread, when the host is gone.</param>
internal sealed class HostStream(Stream inner, Action closed) : Stream
{
    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Completes before it returns, so that the loop that reads never leaves its thread.</summary>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override int Read(Span<byte> buffer)
    {
        try
        {
            if (inner.Read(buffer) is > 0 and var read)
            {
                return read;
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The same as an end.
        }

        closed();
        return 0;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
