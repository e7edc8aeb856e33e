namespace Coop.Tests.House;

/// <summary>Folders of one room know each other in one direction only, so that each can be read, tested and replaced with what it stands on.</summary>
internal static class FolderRules
{
    /// <param name="allowed">Edges that are still to go. The list may only shrink: one that does nothing any more fails, too.</param>
    public static IEnumerable<string> Circles(string room, IReadOnlyDictionary<(string From, string To), string> edges, IReadOnlyCollection<(string From, string To)> allowed)
    {
        var left = edges.Keys.Except(allowed).ToList();
        foreach (var circle in FolderGraph.Circles(left))
        {
            var links = left.Where(edge => circle.Contains(edge.From) && circle.Contains(edge.To)).Select(edge => $"{edge.From} -> {edge.To} ({edges[edge]})");
            yield return $"{string.Join(", ", circle)} go in a circle. Move what is named to where it belongs:\n  {string.Join("\n  ", links)}";
        }

        foreach (var gone in allowed.Where(edge => edge.From.StartsWith(room + ".", StringComparison.Ordinal) || edge.From == room))
        {
            if (!edges.ContainsKey(gone))
            {
                yield return $"{gone.From} -> {gone.To} exists no more: take it out of tests/Coop.Tests/House/FolderDebts.cs";
            }
            else if (!FolderGraph.Circles([.. left, gone]).Any(circle => circle.Contains(gone.From) && circle.Contains(gone.To)))
            {
                yield return $"{gone.From} -> {gone.To} closes no circle any more: take it out of tests/Coop.Tests/House/FolderDebts.cs";
            }
        }
    }

    /// <summary>Tests of a folder are found in the folder of the same name.</summary>
    /// <param name="tests">Paths of test sources.</param>
    /// <param name="sources">Paths of sources.</param>
    /// <param name="others">Folders of tests that are about no folder of the sources.</param>
    public static IEnumerable<string> TestsElsewhere(IEnumerable<string> tests, IEnumerable<string> sources, IReadOnlyDictionary<string, string> others)
    {
        // Below a room's own name, such as Coop.Server: the tests of a whole room are in a folder of that name.
        var known = sources.Select(path => path.Split('/')).Where(parts => parts is ["src" or "integrations", _, ..])
            .SelectMany(parts => Enumerable.Range(2, parts.Length - 2).Select(length => string.Join('/', parts[2..length])).Append(parts[1].Split('.')[^1])).ToHashSet();
        var folders = tests.Select(path => string.Join('/', path.Split('/')[2..^1])).Where(folder => folder.Length > 0).Distinct().ToList();
        return folders.Where(folder => !known.Contains(folder) && !others.Keys.Any(other => folder == other || folder.StartsWith(other + "/", StringComparison.Ordinal)))
            .Select(folder => $"tests/Coop.Tests/{folder}: no room has a folder {folder}. Move the tests to the folder of what they test")
            .Concat(others.Keys.Where(other => !folders.Any(folder => folder == other || folder.StartsWith(other + "/", StringComparison.Ordinal)))
                .Select(other => $"tests/Coop.Tests/{other} is gone: take it out of the list"));
    }
}
