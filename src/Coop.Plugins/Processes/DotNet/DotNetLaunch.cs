using System.Globalization;
using Coop.Plugins.Loading;
using Coop.Plugins.Loading.DotNet;
using Coop.Plugins.Packages;
using Coop.Plugins.Processes.Children;

namespace Coop.Plugins.Processes.DotNet;

/// <summary>How the runner is started for one integration. The code that a first start ran is the code of every restart: build output is copied once.</summary>
internal sealed class DotNetLaunch(string executable, LoadAttempt attempt, int memoryMb, string workFolder)
{
    /// <summary>What the runtime needs beside the heap: compiled code, its own structures, stacks.</summary>
    private const int OutsideHeapMb = 256;

    private readonly LocatedPackage _package = attempt.Package!;

    private readonly Lazy<string> _assemblyFile = new(() => attempt.Package!.IsImmutable
        ? attempt.EntryPoint!.AssemblyFile
        : CodeCopy.Of(attempt.EntryPoint!.AssemblyFile, Path.Combine(workFolder, "code")));

    public ChildLaunch Make()
    {
        var environment = ChildLaunch.EnvironmentIn(workFolder);
        environment["DOTNET_GCHeapHardLimit"] = (memoryMb * 1024L * 1024L).ToString("X", CultureInfo.InvariantCulture);
        // Nobody attaches to it, and its memory is written nowhere.
        environment["DOTNET_EnableDiagnostics"] = "0";
        return new ChildLaunch(
            executable,
            [
                "exec",
                DotNetInstallation.Runner,
                _assemblyFile.Value,
                attempt.EntryPoint!.TypeName,
                .. _package.BringsDependencies ? [] : (IEnumerable<string>)[_package.Root, .. _package.DependencyFolders],
            ],
            environment,
            workFolder,
            memoryMb + OutsideHeapMb);
    }
}
