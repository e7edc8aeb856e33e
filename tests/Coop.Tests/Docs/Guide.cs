using System.Text.RegularExpressions;
using Coop.Tests.Support;

namespace Coop.Tests.Docs;

/// <summary>A page of docs as somebody follows it: files to write, commands to run.</summary>
internal sealed partial class Guide
{
    private readonly MatchCollection _blocks;

    public Guide(string page) => _blocks = Fence().Matches(File.ReadAllText(Repo.PathOf("docs", page)));

    /// <summary>The blocks whose fence names a file.</summary>
    public IEnumerable<(string Path, string Text)> Files =>
        _blocks.Where(block => block.Groups["file"].Success).Select(block => (block.Groups["file"].Value, block.Groups["text"].Value));

    /// <summary>The lines of the shell blocks that call the command line, as its arguments.</summary>
    public IEnumerable<string[]> CoopCommands => _blocks
        .Where(block => block.Groups["language"].Value == "sh")
        .SelectMany(block => block.Groups["text"].Value.Split('\n'))
        .Where(line => line.StartsWith("coop ", StringComparison.Ordinal))
        .Select(line => Word().Matches(line["coop ".Length..]).Select(word => word.Value.Trim('"', '\'')).ToArray());

    [GeneratedRegex(@"^```(?<language>\w+)( file=(?<file>\S+))?\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("""
        "[^"]*"|'[^']*'|\S+
        """)]
    private static partial Regex Word();
}
