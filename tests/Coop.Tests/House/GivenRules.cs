using System.Text.RegularExpressions;

namespace Coop.Tests.House;

/// <summary>Names and ids that others gave are shown through <c>Given</c>, or through <c>GivenText</c> where there can be no element: so they turn no text around.</summary>
internal static partial class GivenRules
{
    // Their labels are ours.
    private static readonly string[] OfOurs = ["src/Coop.Server/Web/Parts/Field.razor", "src/Coop.Server/Web/Parts/PlainField.razor"];

    public static IEnumerable<string> Bare(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Path.StartsWith("src/Coop.Server/", StringComparison.Ordinal) && file.Name.EndsWith(".razor", StringComparison.Ordinal) && !OfOurs.Contains(file.Path)
        let markup = Markup(file.Text)
        from Match shown in Shown().Matches(markup)
        where !IsInTag(markup, shown.Index)
        select $"{file.Path}: {shown.Value}: write <Given Text=\"{shown.Value}\" />, or @GivenText.Alone(…) where no element can stand";

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

    [GeneratedRegex(@"@\(?[\w.!?]*\b(?:Name|ItemId|RuleName|ActionName|DisplayName|UserName|ModelName)\b(?! *[=({]| is )")]
    private static partial Regex Shown();

    [GeneratedRegex(@"<text> +</text>|<(?!Given\b)[A-Za-z](?:[^<>""]|""[^""]*"")*(?<!/)> +(?:<Given\b|@\(?[\w.!?]+)|<Given\b[^<>]*/> +@(?:if|for|foreach|switch)\b")]
    private static partial Regex LostSpace();

    [GeneratedRegex(@"<[A-Za-z/][^<>]*$")]
    private static partial Regex OpenTag();
}
