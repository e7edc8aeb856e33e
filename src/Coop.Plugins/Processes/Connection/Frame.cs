using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace Coop.Plugins.Processes.Connection;

/// <summary>One outgoing message with its length before it. Reused: a message costs no allocation once a few have been sent.</summary>
internal sealed class Frame : IBufferWriter<byte>
{
    private const int HeaderBytes = 4;
    private const int LargestKept = 64 * 1024;
    private const int MostKept = 1024;

    private static readonly ConcurrentBag<Frame> Free = [];
    private byte[] _buffer = new byte[1024];
    private int _end = HeaderBytes;

    public int Length => _end - HeaderBytes;

    /// <summary>Header and message.</summary>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            BinaryPrimitives.WriteInt32BigEndian(_buffer, Length);
            return _buffer.AsSpan(0, _end);
        }
    }

    public static Frame Rent() => Free.TryTake(out var frame) ? frame : new Frame();

    public void Return()
    {
        if (_buffer.Length <= LargestKept && Free.Count < MostKept)
        {
            _end = HeaderBytes;
            Free.Add(this);
        }
    }

    public void Advance(int count) => _end += count;

    public Memory<byte> GetMemory(int sizeHint = 0) => Room(sizeHint).AsMemory(_end);

    public Span<byte> GetSpan(int sizeHint = 0) => Room(sizeHint).AsSpan(_end);

    private byte[] Room(int sizeHint)
    {
        var needed = _end + Math.Max(sizeHint, 256);
        if (_buffer.Length < needed)
        {
            Array.Resize(ref _buffer, Math.Max(needed, _buffer.Length * 2));
        }

        return _buffer;
    }
}
