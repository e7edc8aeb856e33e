using System.Globalization;

namespace Coop.Plugins.Processes.Children;

/// <summary>
/// Small tools of the system that start another program under a limit and replace themselves with it, so that no process stands between: <c>setpriv</c> has
/// the kernel kill the child when this host dies, however it dies and whatever the child is busy with; <c>prlimit</c> caps its memory. A system without
/// them does without: a child then leaves when it sees its connection closed.
/// </summary>
internal static class Guards
{
    private static readonly string[] Folders = ["/usr/bin", "/bin", "/usr/local/bin"];
    private static readonly string? Setpriv = Find("setpriv");
    private static readonly string? Prlimit = Find("prlimit");

    private static readonly string[] NoFiles = ["--fsize=0:0"];

    public static bool CapsMemory => Prlimit is not null;

    public static IReadOnlyList<string> Wrap(ChildLaunch launch)
    {
        List<string> command = [];
        if (Setpriv is not null)
        {
            command.AddRange([Setpriv, "--pdeathsig", "KILL", "--"]);
        }

        if (Prlimit is not null && launch.MemoryMb is { } megabytes)
        {
            var bytes = (megabytes * 1024L * 1024L).ToString(CultureInfo.InvariantCulture);
            // No core file: it would hold what the process knew.
            command.AddRange([Prlimit, $"--data={bytes}:{bytes}", "--core=0:0", .. launch.WritesFiles ? [] : NoFiles, "--"]);
        }

        return [.. command, launch.Executable, .. launch.Arguments];
    }

    private static string? Find(string tool) => OperatingSystem.IsLinux()
        ? Folders.Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists)
        : null;
}
