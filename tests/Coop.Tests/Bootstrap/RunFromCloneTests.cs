using System.Diagnostics;
using Coop.Tests.Support;

namespace Coop.Tests.Bootstrap;

/// <summary>The one command of the README, word for word.</summary>
public sealed class RunFromCloneTests
{
    [Fact]
    public async Task Dotnet_run_counts_paths_from_where_it_is_typed()
    {
        using var folder = new TempFolder();
        var (exitCode, output) = await TypeAsync(folder.Root, "org", "create", "--name", "Acme", "--email", "ada@example.com", "--password", "a long enough password");
        Assert.True(exitCode == 0, output);
        Assert.True(Directory.Exists(folder["data"]), $"No data directory where the command was typed:\n{output}");
    }

    private static async Task<(int ExitCode, string Output)> TypeAsync(string directory, params string[] args)
    {
        var start = new ProcessStartInfo(
            "dotnet", ["run", "--no-build", "-c", Repo.Configuration, "--project", Repo.PathOf("src", "Coop.Server"), "--", .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
        };
        start.Environment.Remove("COOP_DATA");
        start.Environment.Remove("INTEGRATIONS_CONFIG_PATH");
        using var process = Process.Start(start)!;
        var (stdout, stderr) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await stdout + await stderr);
    }
}
