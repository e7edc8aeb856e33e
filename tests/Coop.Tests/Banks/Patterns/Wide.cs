namespace Coop.Tests.Banks.Patterns;

/// <summary>Patterns as wide as any may be, each of which takes some fifty megabytes once it is made.</summary>
internal static class Wide
{
    private const int Width = 200;

    public static string Pattern(int number) => string.Concat(Enumerable.Range(0x4e00 + (number % 16_000), Width).Select(letter => (char)letter));
}
