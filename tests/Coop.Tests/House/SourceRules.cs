using System.Text.RegularExpressions;

namespace Coop.Tests.House;

/// <summary>The rules of the house that can be read off the source text. Each takes files and yields what breaks it.</summary>
internal static partial class SourceRules
{
    private const int LongestFile = 400;

    public static IEnumerable<string> NamesThatSayNothing(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Path.StartsWith("src/", StringComparison.Ordinal)
        from Match declared in DeclaredType().Matches(file.Text)
        let name = declared.Groups["name"].Value
        where EmptyName().IsMatch(name)
        select $"{file.Path}: {name}: find the word that says what it does";

    public static IEnumerable<string> LongFiles(IEnumerable<SourceFile> files) =>
        from file in files
        where !file.Path.Contains("/Migrations/", StringComparison.Ordinal) && file.Lines.Length > LongestFile
        select $"{file.Path}: {file.Lines.Length} lines: look for the second concept";

    public static IEnumerable<string> FoldersThatAreNotNamespaces(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Path.StartsWith("src/", StringComparison.Ordinal) && !file.Path.Contains("/Migrations/", StringComparison.Ordinal)
        let declared = DeclaredNamespace().Match(file.Text)
        where declared.Success
        let folder = string.Join('.', file.Path.Split('/')[1..^1])
        // The contract is one namespace, so that an author needs one using.
        let expected = folder.StartsWith("Coop.Integrations", StringComparison.Ordinal) ? "Coop.Integrations" : folder
        where declared.Groups["name"].Value != expected
        select $"{file.Path}: namespace {declared.Groups["name"].Value}, folder says {expected}";

    public static IEnumerable<string> SilencedWarnings(IEnumerable<SourceFile> files) =>
        from file in files
        where !file.Path.Contains("/Migrations/", StringComparison.Ordinal)
        from line in file.Lines.Index()
        where line.Item.Contains("#pragma warning disable", StringComparison.Ordinal) && !line.Item.Contains("//", StringComparison.Ordinal)
        select $"{file.Path}:{line.Index + 1}: say beside it why the warning is wrong here";

    public static IEnumerable<string> Mentions(IEnumerable<SourceFile> files, IReadOnlyCollection<string> words) =>
        from file in files
        from word in words
        where file.Text.Contains(word, StringComparison.Ordinal)
        select $"{file.Path}: names {word}";

    /// <summary>
    /// A value that is written back after each letter takes away the letters typed meanwhile; <c>@bind</c> knows what the browser shows already.
    /// </summary>
    public static IEnumerable<string> ValuesWrittenBackWhileTyping(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Path.EndsWith(".razor", StringComparison.Ordinal) && file.Text.Contains("@oninput=", StringComparison.Ordinal)
        select $"{file.Path}: @oninput: use @bind:get, @bind:set and @bind:event=\"oninput\"";

    /// <summary>What a page reads ends with the page; what must go on to its end says so by name.</summary>
    public static IEnumerable<string> EndlessPages(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Path.EndsWith(".razor", StringComparison.Ordinal) && file.Text.Contains("CancellationToken.None", StringComparison.Ordinal)
        select $"{file.Path}: CancellationToken.None: use Life, or ToItsEnd for what somebody asked for by a press";

    /// <summary>A message that is too long ends a page's connection, and with it everything that was typed.</summary>
    public static IEnumerable<string> TextsWithoutEnd(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Path.StartsWith("src/", StringComparison.Ordinal) && file.Path.EndsWith(".razor", StringComparison.Ordinal)
        from Match tag in TextInput().Matches(file.Text)
        where !tag.Value.Contains("maxlength", StringComparison.OrdinalIgnoreCase) && !InputWithoutText().IsMatch(tag.Value)
        select $"{file.Path}: {tag.Value[..Math.Min(tag.Value.Length, 80)]}: give it a maxlength";

    /// <summary>What a text says to people is rewritten some day, and a library's is another with its next version: what is decided by it is decided wrong then, without a word.</summary>
    public static IEnumerable<string> TextsThatDecide(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Path.StartsWith("src/", StringComparison.Ordinal) && file.Path is not (
            // Both only cut the end off.
            "src/Coop.Integrations/IStaticConfig.cs" or "src/Coop.Plugins/Loading/LoadProblems.cs")
        from Match found in TextAsLogic().Matches(file.Text)
        select $"{file.Path}: {found.Value}: go by a type, a code or a status";

    public static IEnumerable<string> Unfinished(IEnumerable<SourceFile> files) =>
        from file in files
        from Match mark in UnfinishedMark().Matches(file.Text)
        select $"{file.Path}: {mark.Value}";

    public static IEnumerable<string> SkippedTests(IEnumerable<SourceFile> files) =>
        from file in files
        from Match mark in SkipMark().Matches(file.Text)
        select $"{file.Path}: {mark.Value}: a test that does not run proves nothing";

    public static IEnumerable<string> BrokenLinks(IEnumerable<SourceFile> pages, Func<string, bool> exists) =>
        from page in pages
        from Match link in MarkdownLink().Matches(page.Text)
        let target = link.Groups["target"].Value.Split('#')[0]
        where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
        let folder = Path.GetDirectoryName(page.Path) ?? ""
        where !exists(Path.Combine(folder, target))
        select $"{page.Path}: {target} does not exist";

    [GeneratedRegex(@"\b(?:Message|Detail|Title)[?!]?\.(?:Contains|StartsWith|EndsWith|IndexOf|Split|Equals)\(|\bMessage: (?:var\b[^}]*\}\s*when|"")|\.Message is (?!null|not null|\{)|\bMatch(?:es)?\([^)\n]*\.Message\b")]
    private static partial Regex TextAsLogic();

    // Attribute values may hold code, and code an arrow.
    [GeneratedRegex("""<(?:input|textarea)\b(?:"[^"]*"|[^">])*>""")]
    private static partial Regex TextInput();

    [GeneratedRegex("""type="(?:checkbox|radio|file|hidden|datetime-local)"|\b(?:readonly|hidden)\b""")]
    private static partial Regex InputWithoutText();

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum)\s+(?:class\s+|struct\s+)?(?<name>[A-Z]\w+)")]
    private static partial Regex DeclaredType();

    [GeneratedRegex("(Manager|Helpers?|Utils?|Utilities|Service|Processor|Handler|Info|Data|Base|Impl|Common)$")]
    private static partial Regex EmptyName();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex DeclaredNamespace();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|NotImplementedException)\b")]
    private static partial Regex UnfinishedMark();

    [GeneratedRegex(@"\bSkip\s*=\s*""|Assert\.Skip|Assert\.True\(true")]
    private static partial Regex SkipMark();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex MarkdownLink();
}
