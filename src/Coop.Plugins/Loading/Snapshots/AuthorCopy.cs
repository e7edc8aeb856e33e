using Coop.Engine.Integrations;
using Coop.Engine.Problems;
using Coop.Plugins.Problems;

namespace Coop.Plugins.Loading.Snapshots;

/// <summary>
/// Copies what an author handed over, so that he cannot change it afterwards, and names what is null where nothing may be. <paramref name="root"/> starts
/// the paths of the problems.
/// </summary>
internal sealed class AuthorCopy(string root, Findings findings)
{
    /// <summary>A list of an author may never end.</summary>
    public const int MostElements = 10_000;

    public void Add(string member, string message) => findings.Add(CodeFor(root), Path(member), message);

    public string Text(string? text, string member)
    {
        if (text is null)
        {
            Add(member, $"{Path(member)} is null. It must have a value.");
        }

        return text ?? "";
    }

    public IReadOnlyList<TTo> List<TFrom, TTo>(IEnumerable<TFrom>? list, string member, Func<TFrom, string, TTo?> copy)
        where TTo : class
    {
        if (list is null)
        {
            Add(member, $"{Path(member)} is null. It must be a list, empty for none.");
            return [];
        }

        var copies = new List<TTo>();
        foreach (var (i, element) in list.Take(MostElements + 1).Index())
        {
            var at = $"{member}[{i}]";
            if (i == MostElements)
            {
                Add(member, $"{Path(member)} has more than {MostElements} elements.");
            }
            else if (element is null)
            {
                Add(at, $"{Path(at)} is null. Every element must have a value.");
            }
            else if (copy(element, at) is { } copied)
            {
                copies.Add(copied);
            }
        }

        return copies;
    }

    public IReadOnlyList<string> Texts(IEnumerable<string>? list, string member) => List(list, member, (text, _) => text);

    private static ProblemCode CodeFor(string root) => root.StartsWith("manifest", StringComparison.Ordinal) ? ManifestCodes.Null : SignalCodes.NullMember;

    private string Path(string member) => member.Length == 0 ? root : $"{root}.{member}";
}
