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
        var watched = Directory.GetFiles($"/proc/{server.Id}/fdinfo").SelectMany(File.ReadAllLines).Where(line => line.StartsWith("inotify", StringComparison.Ordinal)).ToList();

        var data = Inode(folder["data"]);
        Assert.DoesNotContain(watched, line => line.Contains($" ino:{data:x} ", StringComparison.Ordinal));
    }

    private static long Inode(string path)
    {
        using var stat = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("stat", ["-c", "%i", path]) { RedirectStandardOutput = true })!;
        return long.Parse(stat.StandardOutput.ReadToEnd(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
