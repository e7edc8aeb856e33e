using System.IO.Pipes;
using System.Net.Sockets;
using Coop.Plugins.Processes.Connection;
using Coop.Plugins.Processes.Wire;
using Coop.Runner.Serving;

namespace Coop.Runner;

/// <summary>
/// Runs one .NET integration and speaks docs/protocol.md with the host that started this process. Its arguments say what to load; whom to talk to is in
/// the environment.
/// </summary>
internal static class Program
{
    /// <summary>Calls may block their threads; the connection's own work must still find one at once.</summary>
    private const int ReadyThreads = 64;

    private static async Task<int> Main(string[] args)
    {
        var (address, token) = (Take("COOP_ADDRESS"), Take("COOP_TOKEN"));
        if (address is null || token is null || Assignment.Read(args) is not { } assignment)
        {
            await Console.Error.WriteLineAsync("This is the runner of Coop for .NET integrations. The host starts it; it does nothing by itself.").ConfigureAwait(false);
            return ExitCode.NoHost;
        }

        ThreadPool.GetMinThreads(out _, out var ports);
        ThreadPool.SetMinThreads(ReadyThreads, ports);
        AppDomain.CurrentDomain.UnhandledException += static (_, thrown) => Departure.AfterUnhandled(thrown.ExceptionObject);
        Stream stream;
        try
        {
            stream = await ConnectAsync(address).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException or TimeoutException)
        {
            await Console.Error.WriteLineAsync($"Cannot reach the host: {e.Message}").ConfigureAwait(false);
            return ExitCode.NoHost;
        }

        var runner = new RunnerListener(assignment);
        var connection = new ProcessConnection(new HostStream(stream, () => Departure.At(runner.IsInitialized ? ExitCode.Normal : ExitCode.NoHost)), runner);
        runner.Serve(connection);
        connection.Notify("hello", new HelloParams(token, Protocol.Version, RunnerListener.Runtime), WireJson.Default.HelloParams);
        return await connection.Completion.ConfigureAwait(false) is { } broken ? Departure.AfterBroken(broken) : ExitCode.Normal;
    }

    private static async Task<Stream> ConnectAsync(string address)
    {
        const string pipes = @"\\.\pipe\";
        if (address.StartsWith(pipes, StringComparison.Ordinal))
        {
            var pipe = new NamedPipeClientStream(".", address[pipes.Length..], PipeDirection.InOut, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
            await pipe.ConnectAsync().ConfigureAwait(false);
            return pipe;
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(address)).ConfigureAwait(false);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>What the host said to this process is not for the integration.</summary>
    private static string? Take(string variable)
    {
        var value = Environment.GetEnvironmentVariable(variable);
        Environment.SetEnvironmentVariable(variable, null);
        return string.IsNullOrEmpty(value) ? null : value;
    }
}
