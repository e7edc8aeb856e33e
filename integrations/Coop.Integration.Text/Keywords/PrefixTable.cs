using System.Numerics;

namespace Coop.Integration.Text.Keywords;

/// <summary>How long the keywords are that begin with the same four characters, as a mask. A false hit costs a look and changes nothing.</summary>
internal sealed class PrefixTable
{
    public const int Length = 4;

    private readonly HashFilter _filter;
    private readonly ulong[] _prefixes;
    private readonly ulong[] _lengths;
    private readonly int _bits;

    public PrefixTable(int most)
    {
        _bits = BitOperations.Log2((uint)Math.Max(most, 8) * 2) + 1;
        (_prefixes, _lengths, _filter) = (new ulong[1 << _bits], new ulong[1 << _bits], new HashFilter(most));
    }

    public void Add(ulong prefix, int length)
    {
        var slot = SlotOf(prefix);
        _prefixes[slot] = prefix;
        _lengths[slot] |= 1UL << length;
        _filter.Add(prefix);
    }

    public ulong LengthsOf(ulong prefix) => _filter.MayHold(prefix) ? _lengths[SlotOf(prefix)] : 0;

    /// <summary>A slot without lengths is empty.</summary>
    private int SlotOf(ulong prefix)
    {
        var slot = RollingHash.Slot(prefix, _bits);
        while (_lengths[slot] != 0 && _prefixes[slot] != prefix)
        {
            slot = (slot + 1) & ((1 << _bits) - 1);
        }

        return slot;
    }
}
