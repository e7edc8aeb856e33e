using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Coop.Tests.Support;

/// <summary>The real server executable.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly ManualResetEventSlim _reads = new(true);
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process) => _process = process;

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public int Id => _process.Id;

    public Uri Address => _listening.Task.Result;

    /// <summary>Starts serving on a free loopback port and waits until it listens.</summary>
    public static Task<ServerProcess> StartAsync(string dataDirectory, string? configFile = null, string[]? more = null, params (string Name, string Value)[] environment) =>
        ListeningAsync(Launch(["--urls", "http://127.0.0.1:0", "--data", dataDirectory, "--config", configFile ?? Repo.PathOf("integrations.config.json"), .. more ?? []], environment));

    /// <summary>The same of a server that may end before it listens; then <see cref="HasEnded"/>.</summary>
    public static async Task<ServerProcess> StartEndingAsync(string dataDirectory, string? configFile = null, params (string Name, string Value)[] environment)
    {
        var server = Launch(["--urls", "http://127.0.0.1:0", "--data", dataDirectory, "--config", configFile ?? Repo.PathOf("integrations.config.json")], environment);
        await Task.WhenAny(server._listening.Task, server._process.WaitForExitAsync(TestContext.Current.CancellationToken));
        return server;
    }

    /// <summary>The same of a published server, with the config file beside it.</summary>
    /// <param name="folder">Where it was published to.</param>
    public static Task<ServerProcess> StartPublishedAsync(string folder, string dataDirectory, params string[] more) =>
        ListeningAsync(Launch(StartOptions(Path.Combine(folder, "Coop.Server.dll"), ["--urls", "http://127.0.0.1:0", "--data", dataDirectory, .. more], [])));

    private static async Task<ServerProcess> ListeningAsync(ServerProcess server)
    {
        var first = await Task.WhenAny(server._listening.Task, server._process.WaitForExitAsync(TestContext.Current.CancellationToken));
        Assert.True(first == server._listening.Task, $"The server ended instead of listening:\n{server.Output}");
        return server;
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int ExitCode, string Out, string Error)> RunAsync(params string[] args)
    {
        using var process = Process.Start(StartOptions(Built, args, []))!;
        var (stdout, stderr) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await stdout, await stderr);
    }

    public static ServerProcess Launch(string[] args, params (string Name, string Value)[] environment) => Launch(StartOptions(Built, args, environment));

    private static ServerProcess Launch(ProcessStartInfo start)
    {
        var process = new Process { StartInfo = start };
        var server = new ServerProcess(process);
        process.OutputDataReceived += (_, line) => server.Take(line.Data);
        process.ErrorDataReceived += (_, line) => server.Take(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return server;
    }

    public bool HasEnded => _process.HasExited;

    /// <summary>Once it has ended: 137 when it was killed by signal 9.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>What it writes from now on stays in its pipes, which hold little.</summary>
    public void ReadNoMore() => _reads.Reset();

    /// <summary>Waits for it to end by itself.</summary>
    public Task EndedAsync() => _process.WaitForExitAsync(TestContext.Current.CancellationToken);

    /// <summary>As <c>kill -9</c> does: no word of farewell.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        _reads.Set();
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static string Built => Path.Combine(Repo.Output("src", "Coop.Server"), "Coop.Server.dll");

    private static ProcessStartInfo StartOptions(string program, string[] args, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        // As long as this does not return, nothing more is read.
        _reads.Wait();
        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (Listening().Match(line) is { Success: true } match)
        {
            _listening.TrySetResult(new Uri(match.Groups["url"].Value));
        }
    }

    [GeneratedRegex(@"(Now listening on:|Listening for webhooks at) (?<url>http://[^\s]+?)\.?(\s|$)")]
    private static partial Regex Listening();
}
