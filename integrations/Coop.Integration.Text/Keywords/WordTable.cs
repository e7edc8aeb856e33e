using System.Numerics;

namespace Coop.Integration.Text.Keywords;

/// <summary>The different keywords of many sets: each once, with every set it is in and its rank there.</summary>
internal sealed class WordTable
{
    private readonly KeywordSet[] _sets;
    private readonly HashFilter _filter;
    private readonly int[] _slots;
    private readonly int _bits;
    private readonly ulong[] _hashes;
    private readonly (int Set, int Rank)[] _first;
    private readonly int[] _placesFrom;
    private readonly (int Set, int Rank)[] _places;

    public WordTable(KeywordSet[] sets)
    {
        _sets = sets;
        var all = sets.Sum(set => set.Count);
        _bits = BitOperations.Log2((uint)Math.Max(all, 8) * 2) + 1;
        (_slots, _hashes, _first) = (new int[1 << _bits], new ulong[all], new (int, int)[all]);
        var words = new int[all];
        var counts = new int[all + 1];
        var entry = 0;
        for (var set = 0; set < sets.Length; set++)
        {
            for (var rank = 0; rank < sets[set].Count; rank++)
            {
                words[entry] = Enter(set, rank);
                counts[words[entry++]]++;
            }
        }

        _filter = new HashFilter(Count);
        _placesFrom = new int[Count + 1];
        for (var word = 0; word < Count; word++)
        {
            _filter.Add(_hashes[word]);
            _placesFrom[word + 1] = _placesFrom[word] + counts[word];
        }

        _places = new (int, int)[all];
        var next = _placesFrom.AsSpan(0, Count).ToArray();
        entry = 0;
        for (var set = 0; set < sets.Length; set++)
        {
            for (var rank = 0; rank < sets[set].Count; rank++)
            {
                _places[next[words[entry++]]++] = (set, rank);
            }
        }
    }

    public int Count { get; private set; }

    public ReadOnlySpan<char> Folded(int word) => _sets[_first[word].Set].Folded(_first[word].Rank);

    /// <summary>Where a keyword stands.</summary>
    public ReadOnlySpan<(int Set, int Rank)> PlacesOf(int word) => _places.AsSpan(_placesFrom[word].._placesFrom[word + 1]);

    /// <returns>-1 when it is no keyword.</returns>
    public int Find(ReadOnlySpan<char> folded, ulong hash) => _filter.MayHold(hash) ? _slots[SlotOf(folded, hash)] - 1 : -1;

    private int Enter(int set, int rank)
    {
        var hash = _sets[set].HashOf(rank);
        var slot = SlotOf(_sets[set].Folded(rank), hash);
        if (_slots[slot] == 0)
        {
            (_hashes[Count], _first[Count]) = (hash, (set, rank));
            _slots[slot] = ++Count;
        }

        return _slots[slot] - 1;
    }

    /// <summary>Where it is, or would be entered.</summary>
    private int SlotOf(ReadOnlySpan<char> folded, ulong hash)
    {
        var slot = RollingHash.Slot(hash, _bits);
        while (_slots[slot] is var word and not 0 && (_hashes[word - 1] != hash || !folded.SequenceEqual(Folded(word - 1))))
        {
            slot = (slot + 1) & ((1 << _bits) - 1);
        }

        return slot;
    }
}
