using Coop.Engine.Problems;

namespace Coop.Server.Web.Parts;

/// <summary>Which problems belong to which field: the field's JSON pointer, or something inside it.</summary>
internal static class FieldPointer
{
    public static bool IsWithin(string pointer, string field) =>
        pointer == field || (pointer.StartsWith(field, StringComparison.Ordinal) && pointer.Length > field.Length && pointer[field.Length] == '/');

    public static IReadOnlyList<Problem> Of(IEnumerable<Problem> problems, string field) =>
        [.. problems.Where(problem => problem.Pointer is { } pointer && IsWithin(pointer, field))];

    public static string Member(string name) => JsonPointer.Member("", name);
}
