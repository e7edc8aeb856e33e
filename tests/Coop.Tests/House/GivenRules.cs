using System.Text.RegularExpressions;

namespace Coop.Tests.House;

/// <summary>Names and ids that others gave are shown through <c>Given</c>, or through <c>GivenText</c> where there can be no element: so they turn no text around.</summary>
internal static partial class GivenRules
{
    // Their labels and titles are ours.
    private static readonly string[] OfOurs =
    [
        "src/Coop.Server/Web/Parts/Field.razor", "src/Coop.Server/Web/Parts/PlainField.razor", "src/Coop.Server/Web/Parts/TabLinks.razor", "src/Coop.Server/Web/Shell/Navigation.razor",
    ];

    public static IEnumerable<string> Bare(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Path.StartsWith("src/Coop.Server/", StringComparison.Ordinal) && file.Name.EndsWith(".razor", StringComparison.Ordinal) && !OfOurs.Contains(file.Path)
        let markup = Markup(file.Text)
        from Match shown in Shown().Matches(markup)
        where !IsInTag(markup, shown.Index)
        select $"{file.Path}: {shown.Value}: write <Given Text=\"{shown.Value}\" />, or @GivenText.Alone(…) where no element can stand";

    /// <summary>An attribute that people hear or see holds text and no element.</summary>
    public static IEnumerable<string> BareAttributes(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Path.StartsWith("src/Coop.Server/", StringComparison.Ordinal) && file.Name.EndsWith(".razor", StringComparison.Ordinal)
        from Match shown in ShownAttribute().Matches(Markup(file.Text))
        select $"{file.Path}: {shown.Value}: write @GivenText.Alone(…)";

    /// <summary>Sentences of pages are text as well, wherever they are shown: in a dialog, in what pops up after a save, as the label of a button. What a form holds is edited, and saved as it is.</summary>
    public static IEnumerable<string> BareInSentences(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Path.StartsWith("src/Coop.Server/", StringComparison.Ordinal)
            && (file.Name.EndsWith(".razor", StringComparison.Ordinal) || (file.Path.Contains("/Pages/", StringComparison.Ordinal) && file.Name.EndsWith(".cs", StringComparison.Ordinal) && !file.Name.EndsWith("Form.cs", StringComparison.Ordinal)))
        from line in file.Text.Split('\n')
        let bare = line.Contains("$\"", StringComparison.Ordinal) && Hole().Match(line) is { Success: true } hole ? hole.Value : Joined().Match(line).Value
        where bare.Length > 0
        select $"{file.Path}: {bare}: write {{GivenText.Within(…)}}, or GivenText.List(…) for several";

    /// <summary>A space that is all there is at an end of an element, or before code, is dropped when the page is compiled: what stands beside the name then runs into it.</summary>
    public static IEnumerable<string> LostSpaces(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Path.StartsWith("src/Coop.Server/", StringComparison.Ordinal) && file.Name.EndsWith(".razor", StringComparison.Ordinal)
        from Match lost in LostSpace().Matches(Markup(file.Text))
        select $"{file.Path}: {lost.Value}: write the space as @(\" \")";

    /// <summary>Without code, and without the arrows in it that look like the end of a tag.</summary>
    private static string Markup(string text)
    {
        var code = text.IndexOf("\n@code", StringComparison.Ordinal);
        return (code < 0 ? text : text[..code]).Replace("=>", "==", StringComparison.Ordinal);
    }

    private static bool IsInTag(string markup, int at) => OpenTag().IsMatch(markup[..at]);

    // What belongs to something and is called so, and what is called so by itself.
    [GeneratedRegex(@"@\(?[\w.!?]*\b(?:Name|ItemId|RuleName|ActionName|DisplayName|UserName|ModelName|Email|Place)\b(?! *[=({]| is )|@\(?[a-z_][\w!?]*(?:\.[\w!?]+)*\.(?:Label|Title|Detail|Message|Reason|Description)\b(?! *[=({]| is |[.?])|@(?:name|value|label)\b(?![.(\w])")]
    private static partial Regex Shown();

    [GeneratedRegex(@"\b(?:aria-label|title|alt|placeholder)=""@\(?[\w.!?]*(?:\bName|\bDisplayName|\bEmail|\w\.Label|\w\.Description|\w\.Title)\b(?![.(\w])")]
    private static partial Regex ShownAttribute();

    [GeneratedRegex(@"\{(?:[\w.!?]|\(\))*\b(?:Name|ItemId|RuleName|ActionName|DisplayName|UserName|ModelName|Email|Place|(?<=\.)Label)\b(?:\.Trim\(\))?(?: \?\? [\w.!]+)?\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"string\.Join\(""[^""]*"", [^;]*?=> [\w.!?]*\b(?:Name|DisplayName|UserName|Label|Package|Id)\b(?: \?\? [\w.!]+)?\)|string\.Join\("", "", (?:users|names|values|hosts|data)\)")]
    private static partial Regex Joined();

    [GeneratedRegex(@"<text> +</text>|<(?!Given\b)[A-Za-z](?:[^<>""]|""[^""]*"")*(?<!/)> +(?:<Given\b|@\(?[\w.!?]+)|<Given\b[^<>]*/> +@(?:if|for|foreach|switch)\b")]
    private static partial Regex LostSpace();

    [GeneratedRegex(@"<[A-Za-z/][^<>]*$")]
    private static partial Regex OpenTag();
}
