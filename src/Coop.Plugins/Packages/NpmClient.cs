using System.ComponentModel;
using System.Diagnostics;

namespace Coop.Plugins.Packages;

/// <summary>
/// The npm that came with Node. Install scripts stay off (a package's code runs only inside its own guarded process), and peers are left alone:
/// the runner brings what the contract's packages offer.
/// </summary>
internal static class NpmClient
{
    private static readonly string[] Quiet = ["--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund", "--loglevel=error"];

    /// <summary>Null when all went well; else what npm said.</summary>
    public static Task<string?> InstallAsync(string folder, string nameAndRange, CancellationToken cancellationToken) =>
        RunAsync(folder, ["install", "--save", "--omit=dev", .. Quiet, "--", nameAndRange], cancellationToken);

    /// <summary>Null when all went well; else what npm said.</summary>
    public static Task<string?> UninstallAsync(string folder, string name, CancellationToken cancellationToken) =>
        RunAsync(folder, ["uninstall", "--save", .. Quiet, "--", name], cancellationToken);

    private static async Task<string?> RunAsync(string folder, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        // npm walks up to the nearest package.json unless it is told where to work.
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["--prefix", folder, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        Process npm;
        try
        {
            npm = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            return "npm is not on this machine. Install Node.js 20 or newer, which brings it.";
        }

        using (npm)
        {
            npm.StandardInput.Close();
            var output = npm.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = npm.StandardError.ReadToEndAsync(cancellationToken);
            try
            {
                await npm.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                npm.Kill(entireProcessTree: true);
                throw;
            }

            await output.ConfigureAwait(false);
            var said = await errors.ConfigureAwait(false);
            return npm.ExitCode == 0 ? null : $"npm failed with exit code {npm.ExitCode}: {Shorten(said)}";
        }
    }

    /// <summary>npm's last line names a log file on this machine; what is wrong stands before it.</summary>
    private static string Shorten(string said) =>
        string.Join(' ', said.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.Contains("A complete log of this run", StringComparison.Ordinal))
            .Select(line => line.StartsWith("npm error ", StringComparison.Ordinal) ? line["npm error ".Length..] : line)
            .Take(6));
}
