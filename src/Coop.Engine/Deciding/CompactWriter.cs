using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Coop.Engine.Deciding;

/// <summary>Numbers and texts in few bytes.</summary>
internal readonly ref struct CompactWriter(ArrayBufferWriter<byte> output)
{
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

    /// <summary>An id of ours, 32 hexadecimal digits, in half the bytes; any other as it is.</summary>
    public void Id(string value)
    {
        var isGuid = Guid.TryParseExact(value, "N", out var guid) && !value.AsSpan().ContainsAnyInRange('A', 'F');
        Byte(isGuid ? (byte)1 : (byte)0);
        if (!isGuid)
        {
            Text(value);
            return;
        }

        guid.TryWriteBytes(output.GetSpan(16));
        output.Advance(16);
    }

    /// <summary>A version of a rule is the time it was saved; any other text as it is.</summary>
    public void Version(string value)
    {
        var isTime = DateTime.TryParseExact(value, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) && time.Kind == DateTimeKind.Utc;
        Byte(isTime ? (byte)1 : (byte)0);
        if (isTime)
        {
            Number((ulong)time.Ticks);
        }
        else
        {
            Text(value);
        }
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
