using System.Diagnostics;

namespace Coop.Tests.Support;

/// <summary>The machine's npm, as an adopter uses it.</summary>
internal static class Npm
{
    public static async Task InstallAsync(string folder, string package)
    {
        var start = new ProcessStartInfo("npm", ["install", "--legacy-peer-deps", "--ignore-scripts", "--no-audit", "--no-fund", package])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var npm = Process.Start(start)!;
        var output = await Task.WhenAll(npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
        await npm.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(npm.ExitCode == 0, string.Concat(output));
    }
}
