using System.Text.RegularExpressions;

namespace Coop.Tests.House;

/// <summary>The rules of problem codes. Each yields what breaks it, with what to do.</summary>
internal static partial class CodeRules
{
    private const string Remake = "then run eng/codes.sh";

    public static IEnumerable<string> BadlyDeclared(IReadOnlyList<DeclaredCode> codes) =>
        codes.Where(code => !Style().IsMatch(code.Code.Name)).Select(code => $"{code.Code.Name}: codes are area.reason in kebab-case; rename it, {Remake}")
            .Concat(codes.Where(code => code.Section.Length == 0).Select(code => $"{code.Code.Name}: its class needs [DisplayName(\"heading in docs/codes.md\")], {Remake}"))
            .Concat(codes.Where(code => !Sentence(code.Code.Means) || !Sentence(code.Code.Remedy)).Select(code => $"{code.Code.Name}: say in a sentence each what it means and what to do, {Remake}"))
            .Concat(codes.GroupBy(code => code.Code.Name).Where(same => same.Count() > 1).Select(same => $"{same.Key} is declared {same.Count()} times: declare it once"));

    /// <param name="calls">Of all rooms.</param>
    public static IEnumerable<string> NeverMade(IReadOnlyList<DeclaredCode> codes, IReadOnlyList<(string Caller, string Called)> calls)
    {
        var called = calls.Select(call => call.Called).ToHashSet();
        return codes.Where(code => !called.Contains(code.Getter) && !IsRunners(code)).Select(code => $"{code.Code.Name} is made by nothing: delete its declaration, {Remake}");
    }

    /// <summary>Everywhere else a code is taken from its declaration.</summary>
    public static IEnumerable<string> MadeOutsideDeclarations(IEnumerable<(string Caller, string Called)> calls) =>
        from call in calls
        where call.Called == "Coop.Engine.Problems.ProblemCode..ctor" && !DeclaringInitializer().IsMatch(call.Caller)
            && !call.Caller.StartsWith("Coop.Engine.Problems.ProblemCode.", StringComparison.Ordinal)
        select $"{call.Caller} makes a code of its own: declare it in a class …Codes beside the feature, {Remake}";

    public static IEnumerable<string> NamedByNoTest(IEnumerable<DeclaredCode> codes, IReadOnlyList<SourceFile> tests)
    {
        var named = tests.SelectMany(file => Quoted().Matches(file.Text).Select(match => match.Groups[1].Value)).ToHashSet();
        return codes.Where(code => !named.Contains(code.Code.Name)).Select(code => $"{code.Code.Name}: no test expects it. Write one that provokes it and names it");
    }

    /// <summary>The Node runner says codes of its own, which the host declares and explains: the same ones, in both directions.</summary>
    public static IEnumerable<string> OutOfStepWithRunner(IReadOnlyList<DeclaredCode> codes, IEnumerable<SourceFile> runner)
    {
        var said = runner.SelectMany(file => RunnersCode().Matches(file.Text).Select(match => match.Groups[1].Value)).ToHashSet();
        return said.Except(codes.Select(code => code.Code.Name)).Select(code => $"{code} is said by the Node runner and not declared: declare it in RunnerCodes, {Remake}")
            .Concat(codes.Where(IsRunners).Select(code => code.Code.Name).Except(said).Select(code => $"{code} is declared in RunnerCodes and said by no runner: delete it, {Remake}"));
    }

    /// <summary>What stands in a page between backticks and looks like a code.</summary>
    /// <param name="others">What only looks like one.</param>
    public static IEnumerable<string> UnknownInPages(IReadOnlyList<DeclaredCode> codes, IEnumerable<SourceFile> pages, IReadOnlyCollection<string> others)
    {
        var declared = codes.Select(code => code.Code.Name).ToHashSet();
        return from page in pages
               from name in InBackticks().Matches(page.Text).Select(match => match.Groups[1].Value).Distinct()
               where !declared.Contains(name) && !others.Contains(name) && !IsFile().IsMatch(name)
               select $"{page.Path} names {name}, which no code declares: correct the name, or say in CodesTests what it is";
    }

    private static bool IsRunners(DeclaredCode code) => code.Getter.StartsWith(typeof(Engine.Integrations.RunnerCodes).FullName!, StringComparison.Ordinal);

    private static bool Sentence(string text) => text.Length > 3 && text[^1] == '.' && !text.Contains('|', StringComparison.Ordinal) && !text.Contains('\n', StringComparison.Ordinal);

    [GeneratedRegex("^[a-z]+(-[a-z]+)*[.][a-z]+(-[a-z]+)*$")]
    private static partial Regex Style();

    [GeneratedRegex(@"Codes\.\.cctor$")]
    private static partial Regex DeclaringInitializer();

    [GeneratedRegex("""["'`]([a-z-]+\.[a-z-]+)["'`]""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"`([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)`")]
    private static partial Regex InBackticks();

    [GeneratedRegex(@"\.(db|db-shm|db-wal|json|lock|pem|config|mjs|cs|md|sh|yml|txt|dll|zip|tgz|nupkg)$")]
    private static partial Regex IsFile();

    [GeneratedRegex(@"'((?:manifest|signal|integration|config)\.[\w-]+)'")]
    private static partial Regex RunnersCode();
}
