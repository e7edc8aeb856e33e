namespace Coop.Tests.House;

/// <summary>What a rule found. All of it is told, so that somebody who broke a rule reads once what to do.</summary>
internal static class Violations
{
    public static void None(IEnumerable<string> violations)
    {
        var found = violations.ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    public static void One(IEnumerable<string> violations, string expected) => Assert.Contains(expected, Assert.Single(violations));
}
