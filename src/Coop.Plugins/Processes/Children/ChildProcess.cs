using System.ComponentModel;
using System.Diagnostics;

namespace Coop.Plugins.Processes.Children;

/// <summary>A running child. Disposing it kills it if it still runs.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task _output;

    private ChildProcess(Process process, ChildOutput output)
    {
        _process = process;
        process.StandardInput.Close();
        _output = Task.WhenAll(
            output.ReadAsync(process.StandardOutput.BaseStream, isError: false), output.ReadAsync(process.StandardError.BaseStream, isError: true));
        Exited = WaitAsync();
    }

    public int Id => _process.Id;

    /// <summary>Its exit code, once it has ended and what it wrote was read. Never fails.</summary>
    public Task<int> Exited { get; }

    /// <exception cref="Win32Exception">The executable cannot be started.</exception>
    public static Task<ChildProcess> StartAsync(ChildLaunch launch, ChildOutput output)
    {
        var command = Guards.Wrap(launch);
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = launch.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in launch.Environment)
        {
            start.Environment[name] = value;
        }

        return StarterThread.RunAsync(() => new ChildProcess(Process.Start(start)!, output));
    }

    /// <summary>At once, with everything it started.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended meanwhile.
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await Exited.ConfigureAwait(false);
        _process.Dispose();
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        var code = _process.ExitCode;
        // A grandchild may hold the streams open; what the child itself wrote is there by now.
        await Task.WhenAny(_output, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System)).ConfigureAwait(false);
        _process.StandardOutput.Dispose();
        _process.StandardError.Dispose();
        return code;
    }
}
