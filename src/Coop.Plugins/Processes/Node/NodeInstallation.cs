using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace Coop.Plugins.Processes.Node;

/// <summary>A Node that is there, and what it can do.</summary>
internal sealed record NodeInstallation(string Executable, Version Version)
{
    /// <summary>Names another Node than the one on the PATH.</summary>
    public const string EnvironmentVariable = "COOP_NODE";

    public const string Needed =
        "Node 20.11 or later in the 20 line, or 22.15 or later: only these can give an integration the contract's helper packages without opening worker threads to it, and have a permission model to run it under";

    private static readonly ConcurrentDictionary<(string, DateTime), Task<NodeInstallation?>> Asked = new();

    public bool IsNewEnough => Version switch
    {
        { Major: 20 } => Version >= new Version(20, 11),
        { Major: 23 } => Version >= new Version(23, 5),
        _ => Version >= new Version(22, 15),
    };

    public string PermissionFlag => Version >= new Version(22, 13) ? "--permission" : "--experimental-permission";

    /// <summary>Whether its permission model keeps a process from the network unless told otherwise.</summary>
    public bool GuardsNetwork => Version.Major >= 25;

    /// <summary>Whether modules can be redirected in the thread that imports them; else a policy file does it.</summary>
    public bool HasHooks => Version.Major > 20;

    /// <returns>Null when there is none, or when it does not say what it is.</returns>
    public static async Task<NodeInstallation?> FindAsync(string? configured)
    {
        var named = configured ?? Environment.GetEnvironmentVariable(EnvironmentVariable);
        var executable = string.IsNullOrEmpty(named) ? OnPath() : Path.GetFullPath(named);
        return executable is not null && File.Exists(executable)
            ? await Asked.GetOrAdd((executable, File.GetLastWriteTimeUtc(executable)), key => AskAsync(key.Item1)).ConfigureAwait(false)
            : null;
    }

    private static string? OnPath()
    {
        var name = OperatingSystem.IsWindows() ? "node.exe" : "node";
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathRooted)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }

    private static async Task<NodeInstallation?> AskAsync(string executable)
    {
        var start = new ProcessStartInfo(executable, ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, CreateNoWindow = true };
        start.Environment.Clear();
        try
        {
            using var asked = Process.Start(start)!;
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10), TimeProvider.System);
            try
            {
                var said = await asked.StandardOutput.ReadToEndAsync(limit.Token).ConfigureAwait(false);
                await asked.WaitForExitAsync(limit.Token).ConfigureAwait(false);
                return Version.TryParse(said.Trim().TrimStart('v').Split('-')[0], out var version) ? new NodeInstallation(executable, version) : null;
            }
            catch (OperationCanceledException)
            {
                asked.Kill(entireProcessTree: true);
                return null;
            }
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
