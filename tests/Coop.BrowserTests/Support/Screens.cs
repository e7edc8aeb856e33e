using Coop.Tests.Support;

namespace Coop.BrowserTests.Support;

/// <summary>Where the pictures go: to be looked at, never committed.</summary>
internal static class Screens
{
    public static string Folder { get; } = Repo.PathOf("artifacts", "screens");

    public static string File(string name) => Path.Combine(Folder, name + ".png");
}
