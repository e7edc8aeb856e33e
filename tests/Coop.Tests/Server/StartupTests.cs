using System.Diagnostics;
using Coop.Server.Startup;
using Coop.Tests.Support;

namespace Coop.Tests.Server;

/// <summary>The server as a process: what it says when it cannot start.</summary>
public sealed class StartupTests
{
    [Fact]
    public async Task P2_a_broken_config_file_is_told_on_stderr_and_exits_with_1()
    {
        using var folder = new TempFolder();
        folder.Write("integrations.config.json", "{ \"integrations\": nonsense }");
        var (exitCode, errors) = await RunAsync(folder);
        Assert.Equal(1, exitCode);
        Assert.Contains("Coop cannot start:", errors);
        Assert.Contains("integrations.config.json", errors);
        Assert.DoesNotContain("   at ", errors);
    }

    [Fact]
    public async Task A_data_directory_that_is_a_file_is_told_on_stderr_and_exits_with_1()
    {
        using var folder = new TempFolder();
        folder.Write("data", "a file");
        var (exitCode, errors) = await RunAsync(folder);
        Assert.Equal(1, exitCode);
        Assert.Contains("COOP_DATA", errors);
        Assert.DoesNotContain("   at ", errors);
    }

    private static async Task<(int ExitCode, string Errors)> RunAsync(TempFolder folder)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CoopServer).Assembly.Location, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder.Root,
        };
        using var server = Process.Start(start)!;
        using var guard = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var output = server.StandardOutput.ReadToEndAsync(guard.Token);
        var errors = await server.StandardError.ReadToEndAsync(guard.Token);
        await output;
        await server.WaitForExitAsync(guard.Token);
        return (server.ExitCode, errors);
    }
}
