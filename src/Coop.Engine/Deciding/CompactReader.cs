using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Coop.Engine.Deciding;

/// <summary>Reads what <see cref="CompactWriter"/> wrote. Bytes that are too few are a bug, or a damaged store: an exception.</summary>
internal ref struct CompactReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public readonly ReadOnlySpan<byte> Rest => _rest;

    public byte Byte() => Take(1)[0];

    public ulong Number()
    {
        var value = 0ul;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A stored number has no end.");
    }

    public int Count() => checked((int)Number());

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    public UInt128 Key() => BinaryPrimitives.ReadUInt128LittleEndian(Take(16));

    public string Text() => Encoding.UTF8.GetString(Take(Count()));

    public string? Optional() => Byte() == 0 ? null : Text();

    public string Id() => Byte() == 0 ? Text() : Convert.ToHexStringLower(Take(CompactWriter.IdBytes));

    public string Version() => Byte() == 0 ? Text() : new DateTime((long)Number(), DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture);

    public string[] Ids()
    {
        var values = new string[Length()];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Id();
        }

        return values;
    }

    /// <summary>Of a list. A damaged one must not ask for more than there can be.</summary>
    public int Length() => Count() is var count && count <= _rest.Length ? count : throw new InvalidDataException("A stored list is longer than what is stored.");

    private ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)_rest.Length)
        {
            throw new InvalidDataException("A stored decision or plan ends too early.");
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
