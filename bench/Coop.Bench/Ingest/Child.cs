using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Coop.Bench.Ingest;

/// <summary>A server in a process of its own.</summary>
internal sealed partial class Child : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Child(Process process) => _process = process;

    public Uri Address => _listening.Task.Result;

    /// <summary>Processor time so far, of all its threads.</summary>
    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public double ResidentMiB => MiB("VmRSS");

    /// <summary>The most that was ever resident.</summary>
    public double PeakMiB => MiB("VmHWM");

    /// <summary>The real server, as it is shipped.</summary>
    public static Task<Child> CoopAsync(string data, string config) =>
        ListenAsync([Path.Combine(AppContext.BaseDirectory, "Coop.Server.dll"), "--urls", "http://127.0.0.1:0", "--data", data, "--config", config]);

    /// <summary>This program again, as something to compare with.</summary>
    public static Task<Child> BareAsync(params string[] args) => ListenAsync([typeof(Child).Assembly.Location, "ingest-bare", .. args]);

    public static async Task<string> RunAsync(params string[] args)
    {
        using var process = Process.Start(Start(args))!;
        process.StandardInput.Close();
        var (said, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await said : throw new InvalidOperationException(await error);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private double MiB(string line) => double.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(read => read.StartsWith(line, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) / 1024;

    private static async Task<Child> ListenAsync(string[] args)
    {
        var child = new Child(new Process { StartInfo = Start(args) });
        var said = new List<string>();
        void Take(string? line)
        {
            lock (said)
            {
                said.Add(line ?? "");
            }

            if (line is not null && Listening().Match(line) is { Success: true } match)
            {
                child._listening.TrySetResult(new Uri(match.Groups["url"].Value));
            }
        }

        child._process.OutputDataReceived += (_, line) => Take(line.Data);
        child._process.ErrorDataReceived += (_, line) => Take(line.Data);
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        if (await Task.WhenAny(child._listening.Task, child._process.WaitForExitAsync()) != child._listening.Task)
        {
            throw new InvalidOperationException("The server ended instead of listening: " + string.Join(Environment.NewLine, said));
        }

        return child;
    }

    private static ProcessStartInfo Start(string[] args) => new("dotnet", args)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        RedirectStandardInput = true,
        WorkingDirectory = Path.GetTempPath(),
        Environment = { ["DOTNET_TieredPGO"] = "1" },
    };

    [GeneratedRegex(@"Now listening on: (?<url>http://[^\s]+?)\.?(\s|$)")]
    private static partial Regex Listening();
}
