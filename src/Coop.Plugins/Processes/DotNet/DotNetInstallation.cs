using System.Runtime.InteropServices;

namespace Coop.Plugins.Processes.DotNet;

/// <summary>The .NET that runs .NET integrations in processes of their own, and the runner it runs.</summary>
internal static class DotNetInstallation
{
    /// <summary>Beside this assembly: the runner goes wherever a host goes.</summary>
    public static string Runner { get; } = Path.Combine(AppContext.BaseDirectory, "runner", "dotnet", "coop-runner.dll");

    private static readonly Lazy<string?> Found = new(Find);

    /// <summary>Null when there is none; a host that brings its own runtime does not bring one for others.</summary>
    public static string? Executable => Found.Value;

    private static string? Find()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        // <root>/shared/Microsoft.NETCore.App/<version>/ is where a shared runtime lies.
        var own = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        IEnumerable<string> folders =
        [
            Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? "",
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator),
        ];
        return new[] { own }.Concat(folders.Where(Path.IsPathFullyQualified).Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}
