namespace Coop.Integration.Text.Variants;

/// <summary>
/// Keywords as runs of characters. A keyword occurs where a word starts and every run of the keyword meets a run of the same character
/// that is at least as long. As neighbouring runs differ, only the last one may leave something of the text's run over.
/// </summary>
internal sealed class VariantMatcher
{
    private readonly ILookup<char, (Run[] Runs, int Rank)> _byFirst;
    private readonly IReadOnlyList<string> _keywords;

    public VariantMatcher(IReadOnlyList<string> keywords)
    {
        _keywords = keywords;
        _byFirst = keywords
            .Select((keyword, rank) => (Runs: Trim(Run.Of(keyword)), Rank: rank))
            .Where(keyword => keyword.Runs.Length > 0)
            .ToLookup(keyword => keyword.Runs[0].Character);
    }

    /// <summary>The first keyword, in the order of the list, of which the text contains a variant; null when there is none.</summary>
    public string? FirstMatch(string text)
    {
        var runs = Run.Of(text);
        var best = int.MaxValue;
        for (var start = 0; start < runs.Count; start++)
        {
            if (start > 0 && runs[start - 1].Character != ' ')
            {
                continue;
            }

            foreach (var (keyword, rank) in _byFirst[runs[start].Character])
            {
                if (rank < best && StartsAt(runs, start, keyword))
                {
                    best = rank;
                }
            }
        }

        return best == int.MaxValue ? null : _keywords[best];
    }

    private static bool StartsAt(List<Run> text, int start, Run[] keyword)
    {
        if (start + keyword.Length > text.Count)
        {
            return false;
        }

        for (var index = 0; index < keyword.Length; index++)
        {
            var run = text[start + index];
            if (run.Character != keyword[index].Character || run.Length < keyword[index].Length)
            {
                return false;
            }
        }

        return true;
    }

    private static Run[] Trim(List<Run> runs) =>
        [.. runs.SkipWhile(run => run.Character == ' ').Reverse().SkipWhile(run => run.Character == ' ').Reverse()];
}
