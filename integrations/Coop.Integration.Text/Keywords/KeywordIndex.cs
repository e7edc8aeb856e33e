using System.Numerics;

namespace Coop.Integration.Text.Keywords;

/// <summary>
/// All keywords of many sets, to be found in one pass over a text. At each place of the text a small filter tells whether any keyword begins with its next
/// four characters; if one may, the lengths of those that do are looked up by hash, and what is found is compared. Immutable and thread-safe.
/// </summary>
internal sealed class KeywordIndex
{
    // Keywords of this length or more share a bit of the mask.
    private const int Long = 63;

    private readonly KeywordSet[] _sets;
    private readonly Folding _fold;
    private readonly WordTable _words;
    private readonly PrefixTable _prefixes;
    private readonly int[] _shortLengths;
    private readonly int[] _longLengths;
    private readonly ulong[] _powers;
    private readonly ulong[] _longPowers;
    private Occurrences? _spare;

    public KeywordIndex(KeywordSet[] sets, Folding fold)
    {
        (_sets, _fold) = (sets, fold);
        _words = new WordTable(sets);
        _prefixes = new PrefixTable(_words.Count);
        var lengths = new SortedSet<int>();
        for (var word = 0; word < _words.Count; word++)
        {
            var folded = _words.Folded(word);
            lengths.Add(folded.Length);
            if (folded.Length >= PrefixTable.Length)
            {
                _prefixes.Add(RollingHash.Of(folded[..PrefixTable.Length]), Math.Min(folded.Length, Long));
            }
        }

        _shortLengths = [.. lengths.Where(length => length < PrefixTable.Length)];
        _longLengths = [.. lengths.Where(length => length >= Long)];
        _powers = [.. Enumerable.Range(0, Long).Select(RollingHash.Power)];
        _longPowers = [.. _longLengths.Select(RollingHash.Power)];
    }

    /// <summary>The sets of which some keyword occurs, each with the first of its keywords, in the order of its list, that does. To be disposed.</summary>
    public Occurrences Find(ReadOnlySpan<char> text)
    {
        var found = Interlocked.Exchange(ref _spare, null) ?? new Occurrences(this, _sets.Length, _words);
        var folded = found.Folded(text.Length);
        var hashes = found.Hashes(text.Length);
        _fold(text, folded);
        for (var i = 0; i < folded.Length; i++)
        {
            hashes[i + 1] = RollingHash.Next(hashes[i], folded[i]);
        }

        Find(folded, hashes, found);
        return found;
    }

    /// <summary>Takes back what <see cref="Find(ReadOnlySpan{char})"/> lent, for the next text.</summary>
    public void Return(Occurrences used) => Volatile.Write(ref _spare, used);

    private void Find(ReadOnlySpan<char> text, ReadOnlySpan<ulong> hashes, Occurrences found)
    {
        var fourth = _powers[PrefixTable.Length];
        for (var place = 0; place < text.Length; place++)
        {
            var left = text.Length - place;
            foreach (var length in _shortLengths)
            {
                if (length <= left)
                {
                    Look(text.Slice(place, length), RollingHash.OfPart(hashes[place], hashes[place + length], _powers[length]), found);
                }
            }

            if (left < PrefixTable.Length)
            {
                continue;
            }

            for (var lengths = _prefixes.LengthsOf(RollingHash.OfPart(hashes[place], hashes[place + PrefixTable.Length], fourth)); lengths != 0; lengths &= lengths - 1)
            {
                var length = BitOperations.TrailingZeroCount(lengths);
                if (length > left)
                {
                    break;
                }

                if (length < Long)
                {
                    Look(text.Slice(place, length), RollingHash.OfPart(hashes[place], hashes[place + length], _powers[length]), found);
                }
                else
                {
                    LookLong(text[place..], hashes[place..], found);
                }
            }
        }
    }

    private void LookLong(ReadOnlySpan<char> text, ReadOnlySpan<ulong> hashes, Occurrences found)
    {
        for (var i = 0; i < _longLengths.Length && _longLengths[i] <= text.Length; i++)
        {
            Look(text[.._longLengths[i]], RollingHash.OfPart(hashes[0], hashes[_longLengths[i]], _longPowers[i]), found);
        }
    }

    private void Look(ReadOnlySpan<char> part, ulong hash, Occurrences found)
    {
        var word = _words.Find(part, hash);
        if (word >= 0)
        {
            found.Add(word);
        }
    }
}
