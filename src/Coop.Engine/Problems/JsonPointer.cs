namespace Coop.Engine.Problems;

/// <summary>Builds JSON pointers (RFC 6901).</summary>
public static class JsonPointer
{
    public static string Member(string pointer, string name) => $"{pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    public static string Element(string pointer, int index) => $"{pointer}/{index}";
}
