using System.Text.RegularExpressions;

namespace Coop.Tests.House;

/// <summary>Where an item passes through the storage there are prepared statements and no EF.</summary>
internal static partial class ItemPathRules
{
    public static IReadOnlyList<string> Folders { get; } = ["Stream", "Decisions", "Plans", "Keys", "Outbox"];

    /// <param name="sources">Of the storage.</param>
    /// <param name="known">Files that have EF and no item comes through, with the reason.</param>
    public static IEnumerable<string> WithEf(IEnumerable<SourceFile> sources, IReadOnlyDictionary<string, string> known)
    {
        // A row says what its table looks like; the model and the migrations are made of that.
        var found = sources.Where(file => Folders.Any(folder => file.Path.StartsWith($"src/Coop.Storage/{folder}/", StringComparison.Ordinal))
                && !file.Name.EndsWith("Row.cs", StringComparison.Ordinal) && Ef().IsMatch(file.Text))
            .Select(file => file.Path).ToList();
        return found.Except(known.Keys).Select(path => $"{path} is on the path of an item and has EF: write a prepared statement (Sqlite/Statement), or say in ItemPathRulesTests why no item comes through")
            .Concat(known.Keys.Except(found).Select(path => $"{path} has no EF any more: take it out of the list"));
    }

    [GeneratedRegex(@"Microsoft\.EntityFrameworkCore|\b(Sqlite)?CoopDbs?\b|\bDbContext|\bIDbContextFactory\b")]
    private static partial Regex Ef();
}
