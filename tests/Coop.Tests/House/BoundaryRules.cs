using System.Text.RegularExpressions;

namespace Coop.Tests.House;

/// <summary>Where an unexpected exception may be caught is a list of files. A catch that names what it expects is none of it.</summary>
internal static partial class BoundaryRules
{
    public static IEnumerable<string> Broken(IEnumerable<SourceFile> files, IReadOnlyList<Boundary> boundaries)
    {
        var caught = files.Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal))
            .Select(file => (file.Path, Count: CatchAll().Count(file.Text)))
            .Where(file => file.Count > 0)
            .ToDictionary(file => file.Path, file => file.Count);
        foreach (var (path, count) in caught)
        {
            var allowed = boundaries.FirstOrDefault(boundary => boundary.Path == path)?.Catches ?? 0;
            if (count != allowed)
            {
                yield return $"{path} catches every exception {count} times, {allowed} allowed: name the types that are expected (when (e is …)), or argue for a boundary in tests/Coop.Tests/House/Boundary.cs";
            }
        }

        foreach (var twice in boundaries.CountBy(boundary => boundary.Path).Where(counted => counted.Value > 1))
        {
            yield return $"{twice.Key} is in tests/Coop.Tests/House/Boundary.cs {twice.Value} times: only the first counts";
        }

        foreach (var boundary in boundaries.Where(boundary => !caught.ContainsKey(boundary.Path)))
        {
            yield return $"{boundary.Path} is a boundary no more: take it out of tests/Coop.Tests/House/Boundary.cs";
        }
    }

    // A filter that names types is no catch-all; one that only excludes some, or asks for something else, is.
    [GeneratedRegex(@"\bcatch\s*(?:\{|\(\s*(?:System\.)?Exception\b[^)]*\)(?!\s*when\s*\(\s*\w+ is (?!not\b)))")]
    private static partial Regex CatchAll();
}
