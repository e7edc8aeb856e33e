using System.Diagnostics;
using System.Text.Json;
using Coop.Tests.Support;

namespace Coop.Tests.Cli;

/// <summary>The real command line as a process, with a folder of its own to work in.</summary>
public sealed class CoopProcess : IDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(2);
    private readonly TempFolder _folder = new();

    public string Folder => _folder.Root;

    public static string TextIntegration => Repo.Output("integrations", "Coop.Integration.Text");

    public static string ExampleIntegration => Repo.Output("integrations", "Coop.Integration.Example");

    public string Write(string relative, string text) => _folder.Write(relative, text);

    public Task<Ended> RunAsync(params string[] args) => RunAsync("dotnet", [Path.Combine(Repo.Output("src", "Coop.Cli"), "coop.dll"), .. args]);

    internal async Task<Ended> RunAsync(string program, IEnumerable<string> args)
    {
        var start = new ProcessStartInfo(program, args) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment.Remove("INTEGRATIONS_CONFIG_PATH");
        start.Environment["XDG_DATA_HOME"] = Path.Combine(Folder, ".data");
        // A contract packed by a test must not stay behind as if it were the published one.
        start.Environment["NUGET_PACKAGES"] = Path.Combine(Folder, ".packages");
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        using var guard = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        guard.CancelAfter(Guard);
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(guard.Token);
            var notes = process.StandardError.ReadToEndAsync(guard.Token);
            await process.WaitForExitAsync(guard.Token);
            return new Ended(process.ExitCode, await output, await notes);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    public void Dispose() => _folder.Dispose();
}

/// <param name="Output">Standard output: the answer.</param>
/// <param name="Notes">Standard error.</param>
public sealed record Ended(int ExitCode, string Output, string Notes)
{
    public JsonElement Json => JsonElement.Parse(Output);

    public override string ToString() => $"exit code {ExitCode}\n{Output}{Notes}";
}
