using System.Diagnostics;

namespace Coop.BrowserTests.Support;

/// <summary>Commands of a page, run as a reader would run them.</summary>
internal static class Shell
{
    /// <returns>What it said.</returns>
    public static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, string.Concat(output));
        return output[0];
    }
}
