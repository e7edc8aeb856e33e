using System.Text.Json;

namespace Coop.Engine.Problems;

/// <summary>A member that an object has twice: readers differ in which of the two they take, so neither may count.</summary>
/// <param name="Pointer">Of the second.</param>
public sealed record RepeatedMember(string Pointer, string Name)
{
    /// <returns>The first there is; null when each is there once.</returns>
    /// <exception cref="InvalidOperationException">A name is not valid Unicode text.</exception>
    public static RepeatedMember? In(JsonElement json, string pointer = "")
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            return json.EnumerateArray().Index().Select(element => In(element.Item, JsonPointer.Element(pointer, element.Index))).FirstOrDefault(found => found is not null);
        }

        if (json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        return json.EnumerateObject()
            .Select(member => (Member: member, At: JsonPointer.Member(pointer, member.Name)))
            .Select(each => seen.Add(each.Member.Name) ? In(each.Member.Value, each.At) : new RepeatedMember(each.At, each.Member.Name))
            .FirstOrDefault(found => found is not null);
    }
}
