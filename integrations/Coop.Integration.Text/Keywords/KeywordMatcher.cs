using System.Buffers;
using Coop.Integrations;

namespace Coop.Integration.Text.Keywords;

/// <summary>
/// Many sets of keywords in one pass over a text. The framework's vectorised multi-string search finds the places where some keyword
/// starts; a look-up per keyword length tells which. Both compare ordinally without case, so this agrees with a plain <c>Contains</c>.
/// </summary>
internal sealed class KeywordMatcher : IMultiMatcher
{
    private const int StackLimit = 256;

    private readonly bool _negated;
    private readonly string[][] _sets;
    private readonly SearchValues<string> _search;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _numbers;
    private readonly int[] _lengths;
    private readonly List<List<Place>> _places = [];

    public KeywordMatcher(IReadOnlyList<MatchingValues> sets, bool negated)
    {
        _negated = negated;
        // A blank line in a list of keywords would occur in every text; nobody means that.
        _sets = [.. sets.Select(values => values.Strings.Where(keyword => keyword.Length > 0).ToArray())];
        var numbers = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var set = 0; set < _sets.Length; set++)
        {
            for (var rank = 0; rank < _sets[set].Length; rank++)
            {
                if (numbers.TryAdd(_sets[set][rank], _places.Count))
                {
                    _places.Add([]);
                }

                _places[numbers[_sets[set][rank]]].Add(new Place(set, rank));
            }
        }

        _numbers = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        _lengths = [.. numbers.Keys.Select(keyword => keyword.Length).Distinct().Order()];
        _search = SearchValues.Create([.. numbers.Keys], StringComparison.OrdinalIgnoreCase);
    }

    public SignalResult NoMatch => SignalResult.Scored(_negated);

    public void Match(ScalarValue value, IMultiMatches matches)
    {
        var best = _sets.Length <= StackLimit ? stackalloc int[_sets.Length] : new int[_sets.Length];
        best.Fill(int.MaxValue);
        FindFirstRanks(value.AsText(), best);
        for (var set = 0; set < _sets.Length; set++)
        {
            if (best[set] != int.MaxValue)
            {
                matches.Add(set, SignalResult.Scored(!_negated, _sets[set][best[set]]));
            }
        }
    }

    /// <summary>The answer of the only set.</summary>
    public SignalResult Only(string text)
    {
        var best = int.MaxValue;
        FindFirstRanks(text, new Span<int>(ref best));
        return best == int.MaxValue ? NoMatch : SignalResult.Scored(!_negated, _sets[0][best]);
    }

    /// <summary>For each set, the rank of the first of its keywords, in the order of the list, that occurs anywhere.</summary>
    private void FindFirstRanks(ReadOnlySpan<char> text, Span<int> best)
    {
        var seen = _places.Count <= StackLimit ? stackalloc bool[_places.Count] : new bool[_places.Count];
        seen.Clear();
        var undecided = _sets.Length;
        for (var position = 0; undecided > 0; position++)
        {
            var step = text[position..].IndexOfAny(_search);
            if (step < 0)
            {
                return;
            }

            position += step;
            foreach (var length in _lengths)
            {
                if (position + length > text.Length)
                {
                    break;
                }

                if (!_numbers.TryGetValue(text.Slice(position, length), out var number) || seen[number])
                {
                    continue;
                }

                seen[number] = true;
                foreach (var (set, rank) in _places[number])
                {
                    if (rank < best[set])
                    {
                        best[set] = rank;
                        undecided -= rank == 0 ? 1 : 0;
                    }
                }
            }
        }
    }

    private readonly record struct Place(int Set, int Rank);
}
