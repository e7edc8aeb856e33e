using System.ComponentModel;
using System.Reflection;
using System.Text;
using Coop.Engine.Problems;

namespace Coop.Tests.House;

/// <summary>A declared code and where it is declared.</summary>
/// <param name="Section">The heading it stands under in docs/codes.md.</param>
/// <param name="Getter">What code that uses it calls, as <see cref="CompiledRoom.Calls"/> names it.</param>
internal sealed record DeclaredCode(ProblemCode Code, string Section, string Getter)
{
    /// <summary>The types of every room that lies beside the tests.</summary>
    public static IReadOnlyList<Type> HostTypes { get; } =
        [.. CompiledRoom.All.Where(room => File.Exists(Path.Combine(AppContext.BaseDirectory, room + ".dll"))).SelectMany(room => Assembly.Load(room).GetTypes())];

    /// <summary>All of the host, by name.</summary>
    public static IReadOnlyList<DeclaredCode> All { get; } = [.. In(HostTypes).OrderBy(code => code.Code.Name, StringComparer.Ordinal)];

    public static IEnumerable<DeclaredCode> In(IEnumerable<Type> types) =>
        from type in types
        from property in type.GetProperties(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        where property.PropertyType == typeof(ProblemCode) && property.GetMethod!.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute))
        select new DeclaredCode(
            (ProblemCode)property.GetValue(null)!,
            type.GetCustomAttribute<DisplayNameAttribute>()?.DisplayName ?? "",
            $"{type.FullName}.get_{property.Name}");

    /// <summary>docs/codes.md as these declarations make it.</summary>
    public static string Page(IEnumerable<DeclaredCode> codes)
    {
        var page = new StringBuilder("""
            # Codes

            Every refusal and every problem of an integration has a stable code `area.reason`. Programs may rely on codes; titles and details are for people and may change.

            This page is made from the declarations in the source by `eng/codes.sh`: do not edit it, but what it is made from.

            """);
        foreach (var section in codes.GroupBy(code => code.Section).OrderBy(section => section.Key, StringComparer.OrdinalIgnoreCase))
        {
            page.Append('\n').Append("## ").Append(section.Key).Append("\n\n| Code | Means | Do |\n|---|---|---|\n");
            foreach (var (code, _, _) in section)
            {
                page.Append("| `").Append(code.Name).Append("` | ").Append(code.Means).Append(" | ").Append(code.Remedy).Append(" |\n");
            }
        }

        return page.ToString();
    }
}
