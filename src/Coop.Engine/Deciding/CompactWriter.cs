using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace Coop.Engine.Deciding;

/// <summary>Numbers and texts in few bytes.</summary>
internal readonly ref struct CompactWriter(ArrayBufferWriter<byte> output)
{
    public const int IdBytes = 16;

    /// <summary>Of a time in UTC by the format "O".</summary>
    private const int TimeLength = 28;

    public void Byte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    /// <summary>Seven bits a byte, small ones first.</summary>
    public void Number(ulong value)
    {
        var span = output.GetSpan(10);
        var length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            span[length++] = (byte)(value | 0x80);
        }

        span[length++] = (byte)value;
        output.Advance(length);
    }

    public void Count(int value) => Number(checked((ulong)value));

    public void Double(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(output.GetSpan(sizeof(double)), value);
        output.Advance(sizeof(double));
    }

    public void Key(UInt128 value)
    {
        BinaryPrimitives.WriteUInt128LittleEndian(output.GetSpan(16), value);
        output.Advance(16);
    }

    public void Text(string value)
    {
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (most < 0x80)
        {
            // Its length takes one byte, which is filled in afterwards.
            var span = output.GetSpan(most + 1);
            span[0] = (byte)Encoding.UTF8.GetBytes(value, span[1..]);
            output.Advance(span[0] + 1);
            return;
        }

        var count = Encoding.UTF8.GetByteCount(value);
        Count(count);
        Encoding.UTF8.GetBytes(value, output.GetSpan(count));
        output.Advance(count);
    }

    /// <summary>Null is told from empty.</summary>
    public void Optional(string? value)
    {
        Byte(value is null ? (byte)0 : (byte)1);
        if (value is not null)
        {
            Text(value);
        }
    }

    /// <summary>An id of ours, 32 hexadecimal digits in lower case, in half the bytes; any other as it is.</summary>
    public void Id(string value)
    {
        if (value.Length == 2 * IdBytes)
        {
            var span = output.GetSpan(1 + IdBytes);
            if (Convert.FromHexString(value, span[1..], out _, out _) == OperationStatus.Done && !value.AsSpan().ContainsAnyInRange('A', 'F'))
            {
                span[0] = 1;
                output.Advance(1 + IdBytes);
                return;
            }
        }

        Byte(0);
        Text(value);
    }

    /// <summary>A version of a rule is the time it was saved; any other text as it is.</summary>
    public void Version(string value)
    {
        // Every rule that matches an item is written with its version: the parser of bytes takes a fifth of the time of the one of texts.
        Span<byte> text = stackalloc byte[TimeLength];
        if (value.Length == TimeLength
            && Ascii.FromUtf16(value, text, out _) == OperationStatus.Done
            && Utf8Parser.TryParse(text, out DateTime time, out var read, 'O')
            && read == TimeLength && time.Kind == DateTimeKind.Utc)
        {
            Byte(1);
            Number((ulong)time.Ticks);
            return;
        }

        Byte(0);
        Text(value);
    }

    public void Ids(IReadOnlyList<string> values)
    {
        Count(values.Count);
        for (var i = 0; i < values.Count; i++)
        {
            Id(values[i]);
        }
    }
}
