namespace Coop.Integration.Text.Keywords;

/// <summary>
/// One set of keywords, folded and hashed. This is the part of compiling that depends on the set alone, so it is kept as long as the set is.
/// </summary>
internal sealed class KeywordSet
{
    private readonly string[] _keywords;
    private readonly char[] _letters;
    private readonly int[] _starts;
    private readonly ulong[] _hashes;

    public KeywordSet(IEnumerable<string> keywords, Folding fold)
    {
        // A blank line in a list of keywords would occur in every text; nobody means that.
        _keywords = [.. keywords.Where(keyword => keyword.Length > 0)];
        _letters = new char[_keywords.Sum(keyword => keyword.Length)];
        _starts = new int[_keywords.Length + 1];
        _hashes = new ulong[_keywords.Length];
        for (var rank = 0; rank < _keywords.Length; rank++)
        {
            var folded = _letters.AsSpan(_starts[rank], _keywords[rank].Length);
            fold(_keywords[rank], folded);
            _starts[rank + 1] = _starts[rank] + folded.Length;
            _hashes[rank] = RollingHash.Of(folded);
        }
    }

    public int Count => _keywords.Length;

    /// <summary>As it was written.</summary>
    public string this[int rank] => _keywords[rank];

    public ulong HashOf(int rank) => _hashes[rank];

    public ReadOnlySpan<char> Folded(int rank) => _letters.AsSpan(_starts[rank].._starts[rank + 1]);
}
