using System.Buffers;
using Coop.Integration.Text.Keywords;
using Coop.Integrations;

namespace Coop.Integration.Text.Patterns;

/// <summary>
/// Whether any pattern of each of many lists matches a text. One search tells which patterns' required texts occur; only those, and the few that require
/// nothing plain, are tried.
/// </summary>
internal sealed class PatternMatcher : IMultiMatcher
{
    private readonly PatternList[] _lists;
    private readonly bool _negated;
    private readonly KeywordIndex _index;
    private readonly List<(int List, int Rank)> _patterns = [];
    private readonly List<int> _always = [];

    public PatternMatcher(PatternList[] lists, bool negated)
    {
        (_lists, _negated) = (lists, negated);
        var required = new List<KeywordSet>();
        for (var list = 0; list < lists.Length; list++)
        {
            for (var rank = 0; lists[list].Refusal is null && rank < lists[list].Patterns.Count; rank++)
            {
                if (lists[list].Patterns[rank].Required.Count == 0)
                {
                    _always.Add(_patterns.Count);
                }

                required.Add(lists[list].Patterns[rank].Required);
                _patterns.Add((list, rank));
            }
        }

        // Every text is held against these: none of them is made in an item's time.
        foreach (var (list, rank) in _always.Select(pattern => _patterns[pattern]))
        {
            lists[list].Patterns[rank].Prepare();
        }

        _index = new KeywordIndex([.. required], RequiredText.Fold);
    }

    public SignalResult NoMatch => SignalResult.Scored(_negated);

    public void Match(ScalarValue value, IMultiMatches matches)
    {
        var text = value.AsText();
        for (var list = 0; list < _lists.Length; list++)
        {
            if (_lists[list].Refusal is { } refusal)
            {
                matches.Fail(list, refusal);
            }
        }

        using var found = _index.Find(text);
        var candidates = ArrayPool<int>.Shared.Rent(found.Sets.Count + _always.Count);
        try
        {
            var count = 0;
            foreach (var pattern in _always)
            {
                candidates[count++] = pattern;
            }

            for (var i = 0; i < found.Sets.Count; i++)
            {
                candidates[count++] = found.Sets[i];
            }

            // In the order of the lists, and of the patterns in each: the first that matches is the one to report.
            candidates.AsSpan(0, count).Sort();
            Try(text, candidates.AsSpan(0, count), matches);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(candidates);
        }
    }

    private void Try(string text, ReadOnlySpan<int> candidates, IMultiMatches matches)
    {
        var settled = -1;
        foreach (var candidate in candidates)
        {
            var (list, rank) = _patterns[candidate];
            var pattern = _lists[list].Patterns[rank];
            if (list == settled)
            {
                continue;
            }

            try
            {
                if (PatternList.IsMatch(pattern, text))
                {
                    matches.Add(list, SignalResult.Scored(!_negated, pattern.Source));
                    settled = list;
                }
            }
            catch (SignalException refusal)
            {
                matches.Fail(list, refusal);
                settled = list;
            }
        }
    }
}
