using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace Coop.Plugins.Processes.Connection;

/// <summary>Cuts a stream into messages.</summary>
internal static class FrameReader
{
    private const int HeaderBytes = 4;

    /// <summary>Reads until the other side closes. The message is only valid during the call.</summary>
    /// <exception cref="BrokenProtocolException">A length that is not allowed, or the stream ended inside a message.</exception>
    public static async Task RunAsync(Stream stream, int maxBytes, Action<ReadOnlyMemory<byte>> receive)
    {
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024, minimumReadSize: 16 * 1024, leaveOpen: true));
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync().ConfigureAwait(false);
                var rest = read.Buffer;
                while (TryCut(ref rest, maxBytes, out var message))
                {
                    Deliver(message, receive);
                }

                if (read.IsCompleted)
                {
                    if (!rest.IsEmpty)
                    {
                        throw new BrokenProtocolException($"The connection ended {rest.Length} bytes into a message.");
                    }

                    return;
                }

                reader.AdvanceTo(rest.Start, rest.End);
            }
        }
        finally
        {
            await reader.CompleteAsync().ConfigureAwait(false);
        }
    }

    private static bool TryCut(ref ReadOnlySequence<byte> rest, int maxBytes, out ReadOnlySequence<byte> message)
    {
        message = default;
        if (rest.Length < HeaderBytes)
        {
            return false;
        }

        Span<byte> header = stackalloc byte[HeaderBytes];
        rest.Slice(0, HeaderBytes).CopyTo(header);
        var length = BinaryPrimitives.ReadUInt32BigEndian(header);
        if (length == 0 || length > maxBytes)
        {
            throw new BrokenProtocolException($"A message of {length} bytes is not allowed; the limit is {maxBytes}.");
        }

        if (rest.Length < HeaderBytes + length)
        {
            return false;
        }

        message = rest.Slice(HeaderBytes, length);
        rest = rest.Slice(HeaderBytes + length);
        return true;
    }

    private static void Deliver(in ReadOnlySequence<byte> message, Action<ReadOnlyMemory<byte>> receive)
    {
        if (message.IsSingleSegment)
        {
            receive(message.First);
            return;
        }

        var length = (int)message.Length;
        var copy = ArrayPool<byte>.Shared.Rent(length);
        message.CopyTo(copy);
        receive(copy.AsMemory(0, length));
        ArrayPool<byte>.Shared.Return(copy);
    }
}

/// <summary>The other side sent bytes that are no message; nothing after them can be understood.</summary>
internal sealed class BrokenProtocolException(string message, Exception? inner = null) : Exception(message, inner);
