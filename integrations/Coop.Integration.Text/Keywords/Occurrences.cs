namespace Coop.Integration.Text.Keywords;

/// <summary>What one text was found to hold. Lent by its index for one text at a time.</summary>
internal sealed class Occurrences(KeywordIndex index, int setCount, WordTable words) : IDisposable
{
    // A longer text's buffers are not kept for the next one.
    private const int LongestKept = 1 << 18;

    private readonly int[] _ranks = Filled(setCount);
    private readonly bool[] _seen = new bool[words.Count];
    private readonly List<int> _sets = [];
    private readonly List<int> _words = [];
    private char[] _folded = [];
    private ulong[] _hashes = [0];

    /// <summary>The sets of which some keyword occurs.</summary>
    public IReadOnlyList<int> Sets => _sets;

    /// <summary>The rank of the first keyword of a set, in the order of its list, that occurs; of one of <see cref="Sets"/>.</summary>
    public int RankIn(int set) => _ranks[set];

    public bool IsIn(int set) => _ranks[set] != int.MaxValue;

    /// <summary>Room for a text that is compared.</summary>
    public Span<char> Folded(int length)
    {
        if (_folded.Length < length)
        {
            (_folded, _hashes) = (new char[length], new ulong[length + 1]);
        }

        return _folded.AsSpan(0, length);
    }

    /// <summary>Room for the hash of each beginning of the text for which <see cref="Folded"/> made room; that of none, 0, is there.</summary>
    public Span<ulong> Hashes(int length) => _hashes.AsSpan(0, length + 1);

    public void Add(int word)
    {
        if (_seen[word])
        {
            return;
        }

        _seen[word] = true;
        _words.Add(word);
        foreach (var (set, rank) in words.PlacesOf(word))
        {
            if (_ranks[set] == int.MaxValue)
            {
                _sets.Add(set);
            }

            _ranks[set] = Math.Min(_ranks[set], rank);
        }
    }

    public void Dispose()
    {
        foreach (var word in _words)
        {
            _seen[word] = false;
        }

        foreach (var set in _sets)
        {
            _ranks[set] = int.MaxValue;
        }

        _words.Clear();
        _sets.Clear();
        if (_folded.Length <= LongestKept)
        {
            index.Return(this);
        }
    }

    private static int[] Filled(int count)
    {
        var ranks = new int[count];
        Array.Fill(ranks, int.MaxValue);
        return ranks;
    }
}
