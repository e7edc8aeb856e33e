using Coop.Tests.Support;

namespace Coop.Tests.Server;

public sealed class WatchTests
{
    [Fact]
    public async Task Nothing_watches_the_files_of_the_database()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var folder = new TempFolder();
        await using var server = await ServerProcess.StartAsync(folder["data"]);

        // The data directory lies below the working directory, as it does by default, where a watch for changed configuration would cover it.
        Assert.False(Watches(server.Id, folder["data"]));

        // What watches is seen.
        using var watcher = new FileSystemWatcher(folder["data"]) { EnableRaisingEvents = true };
        Assert.True(Watches(Environment.ProcessId, folder["data"]));
    }

    private static bool Watches(int process, string path)
    {
        var inode = Inode(path);
        var open = Directory.GetFiles($"/proc/{process}/fdinfo");
        Assert.NotEmpty(open);
        return open.SelectMany(LinesOf).Any(line => line.StartsWith("inotify", StringComparison.Ordinal) && line.Contains($" ino:{inode:x} ", StringComparison.Ordinal));
    }

    private static string[] LinesOf(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (IOException)
        {
            // Closed since it was listed.
            return [];
        }
    }

    private static long Inode(string path)
    {
        using var stat = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("stat", ["-c", "%i", path]) { RedirectStandardOutput = true })!;
        return long.Parse(stat.StandardOutput.ReadToEnd(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
