using System.Numerics;

namespace Coop.Integration.Text.Keywords;

/// <summary>Says of nearly every hash that was not added that it was not, out of memory so small that it stays close.</summary>
internal sealed class HashFilter
{
    private const int BitsEach = 16;

    private readonly ulong[] _words;
    private readonly int _bits;

    public HashFilter(int count)
    {
        _bits = Math.Clamp(BitOperations.Log2((uint)Math.Max(count, 1) * BitsEach) + 1, 6, 30);
        _words = new ulong[(1 << _bits) / 64];
    }

    public void Add(ulong hash)
    {
        var bit = RollingHash.Slot(hash, _bits);
        _words[bit >> 6] |= 1UL << bit;
    }

    public bool MayHold(ulong hash)
    {
        var bit = RollingHash.Slot(hash, _bits);
        return (_words[bit >> 6] & (1UL << bit)) != 0;
    }
}
