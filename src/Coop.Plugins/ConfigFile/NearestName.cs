namespace Coop.Plugins.ConfigFile;

/// <summary>What somebody probably meant to write.</summary>
public static class NearestName
{
    private const int LongestWritten = 100;

    /// <summary>The known name nearest to the one written, or null when none is near enough to be a slip of the keyboard.</summary>
    public static string? Of(string written, IEnumerable<string> known) => written.Length > LongestWritten ? null : known
        .Select(name => (name, distance: Distance(written.ToUpperInvariant(), name.ToUpperInvariant())))
        .Where(candidate => candidate.distance <= Math.Max(1, Math.Min(written.Length, candidate.name.Length) / 3))
        .OrderBy(candidate => candidate.distance)
        .Select(candidate => candidate.name)
        .FirstOrDefault();

    /// <summary>Edits, where swapping two neighbours is one edit.</summary>
    private static int Distance(string from, string to)
    {
        var cost = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    cost[i, j] = i + j;
                    continue;
                }

                cost[i, j] = Math.Min(
                    Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1,
                    cost[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[from.Length, to.Length];
    }
}
