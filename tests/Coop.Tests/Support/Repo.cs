using System.Reflection;

namespace Coop.Tests.Support;

/// <summary>The source tree these tests were built from.</summary>
internal static class Repo
{
    public static string Root { get; } = Metadata("RepoRoot");

    public static string Configuration { get; } = Metadata("Configuration");

    /// <summary>The C# compiler of the SDK, for <c>dotnet</c> to run.</summary>
    public static string Compiler => Metadata("Compiler");

    public static string PathOf(params string[] parts) => Path.GetFullPath(Path.Combine([Root, .. parts]));

    /// <summary>The built output of a project, such as <c>Output("src", "Coop.Cli")</c>.</summary>
    public static string Output(params string[] project) => PathOf([.. project, "bin", Configuration, "net10.0"]);

    private static string Metadata(string key) => typeof(Repo).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
