using Coop.Integrations;

namespace Coop.Integration.Text.Keywords;

/// <summary>Whether any keyword of each of many sets occurs in a text. Compares ordinally without case, as a plain <c>Contains</c> does.</summary>
internal sealed class KeywordMatcher(KeywordSet[] sets, bool negated) : IMultiMatcher
{
    private readonly KeywordIndex _index = new(sets, Foldings.IgnoreCase);

    public SignalResult NoMatch => SignalResult.Scored(negated);

    public void Match(ScalarValue value, IMultiMatches matches)
    {
        using var found = _index.Find(value.AsText());
        for (var i = 0; i < found.Sets.Count; i++)
        {
            matches.Add(found.Sets[i], Of(found, found.Sets[i]));
        }
    }

    /// <summary>The answer of the only set.</summary>
    public SignalResult Only(string text)
    {
        using var found = _index.Find(text);
        return found.IsIn(0) ? Of(found, 0) : NoMatch;
    }

    private SignalResult Of(Occurrences found, int set) => SignalResult.Scored(!negated, sets[set][found.RankIn(set)]);
}
