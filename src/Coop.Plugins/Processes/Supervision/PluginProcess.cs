using System.Security.Cryptography;
using System.Text.Json;
using Coop.Engine.Signals;
using Coop.Plugins.Processes.Children;
using Coop.Plugins.Processes.Connection;
using Coop.Plugins.Processes.Wire;

namespace Coop.Plugins.Processes.Supervision;

/// <summary>One child that said hello and was initialized. It runs once; who wants it back starts another.</summary>
internal sealed class PluginProcess : IAsyncDisposable
{
    // Long on a machine that stands still, too: that a process was killed is said of it only when it was.
    private static readonly TimeSpan Leaving = TimeSpan.FromSeconds(5);

    private readonly ChildProcess _child;
    private readonly ChildOutput _output;
    private readonly TaskCompletionSource _replaced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PluginProcess(ChildProcess child, ChildOutput output, ProcessConnection connection, InitializeResult initialized)
    {
        (_child, _output, Connection, Initialized) = (child, output, connection, initialized);
        Ended = EndAsync();
    }

    public ProcessConnection Connection { get; }

    public InitializeResult Initialized { get; }

    public int Id => _child.Id;

    /// <summary>Why it ended, in words, once it has. Never fails.</summary>
    public Task<string> Ended { get; }

    /// <summary>Ends when nobody is sent to it any more.</summary>
    public Task Replaced => _replaced.Task;

    public void MarkReplaced() => _replaced.TrySetResult();

    /// <summary>Starts a child and brings it as far as serving, or leaves nothing behind.</summary>
    /// <exception cref="StartFailure">It did not come that far.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, by the caller or his time limit.</exception>
    public static async Task<PluginProcess> StartAsync(
        ChildLaunch launch, InitializeParams parameters, IConnectionListener listener, ChildOutput output, CancellationToken cancellationToken)
    {
        using var address = new LocalListener();
        var token = RandomNumberGenerator.GetHexString(64, lowercase: true);
        var environment = new Dictionary<string, string>(launch.Environment) { ["COOP_ADDRESS"] = address.Address, ["COOP_TOKEN"] = token };
        var child = await ChildProcess.StartAsync(launch with { Environment = environment }, output).ConfigureAwait(false);
        ProcessConnection? connection = null;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = CancelWhenEndedAsync(child, ended);
        try
        {
            (connection, var hello) = await GreetAsync(address, token, listener, ended.Token).ConfigureAwait(false);
            if (!Protocol.Matches(hello.ProtocolVersion))
            {
                throw ProcessProblems.OtherProtocol(hello.ProtocolVersion);
            }

            var initialized = await connection.CallAsync(
                "initialize", parameters, WireJson.Default.InitializeParams, WireJson.Default.InitializeResult, ended.Token).ConfigureAwait(false);
            return new PluginProcess(child, output, connection, initialized);
        }
        catch (Exception e)
        {
            var byItself = child.Exited.IsCompleted || e is ProcessCrashedException;
            if (connection is not null)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }

            if (byItself && !cancellationToken.IsCancellationRequested)
            {
                // What it says by its exit code would be lost, and that it was killed be said of it.
                await EndedAsync(child).ConfigureAwait(false);
            }

            await child.DisposeAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            throw e switch
            {
                WireException wire => ProcessProblems.Refused(wire.Error),
                JsonException or BrokenProtocolException => ProcessProblems.BrokeProtocol(e.Message),
                _ when byItself => ProcessProblems.EndedWhileStarting(await child.Exited.ConfigureAwait(false), output.Tail),
                _ => e,
            };
        }
        finally
        {
            GC.KeepAlive(watching);
        }
    }

    /// <summary>Ends it at once; whoever waits for an answer learns why.</summary>
    public void Kill(string reason)
    {
        Connection.Abort(reason);
        _child.Kill();
    }

    /// <summary>Asks it to leave, and ends it when it does not.</summary>
    public async Task StopAsync(TimeSpan limit, TimeProvider time)
    {
        try
        {
            using var timeout = new CancellationTokenSource(limit, time);
            await Connection.CallAsync("shutdown", new NoParams(), WireJson.Default.NoParams, WireJson.Default.NoParams, timeout.Token).ConfigureAwait(false);
            await _child.Exited.WaitAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or ProcessCrashedException or WireException or JsonException)
        {
            // It does not leave by itself.
        }

        await DisposeAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync().ConfigureAwait(false);
        await _child.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<(ProcessConnection Connection, HelloParams Hello)> GreetAsync(
        LocalListener address, string token, IConnectionListener listener, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stream = await address.AcceptAsync(cancellationToken).ConfigureAwait(false);
            var gate = new HelloGate(token, listener);
            var connection = new ProcessConnection(stream, gate);
            try
            {
                if (await gate.Hello.WaitAsync(cancellationToken).ConfigureAwait(false) is { } hello)
                {
                    return (connection, hello);
                }
            }
            catch (OperationCanceledException)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
                throw;
            }

            // A stranger. The child may still come.
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task CancelWhenEndedAsync(ChildProcess child, CancellationTokenSource ended)
    {
        await child.Exited.ConfigureAwait(false);
        try
        {
            await ended.CancelAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The start is over, one way or the other.
        }
    }

    /// <summary>Who has closed the conversation has a moment to end by himself.</summary>
    private static async Task<int> EndedAsync(ChildProcess child)
    {
        if (await Task.WhenAny(child.Exited, Task.Delay(Leaving, TimeProvider.System)).ConfigureAwait(false) != child.Exited)
        {
            child.Kill();
        }

        return await child.Exited.ConfigureAwait(false);
    }

    private async Task<string> EndAsync()
    {
        var broken = await Connection.Completion.ConfigureAwait(false);
        // Who has closed the conversation, or broken it, does not come back.
        if (broken is not null)
        {
            _child.Kill();
        }

        var code = await EndedAsync(_child).ConfigureAwait(false);
        return broken is not null ? $"it broke the protocol: {broken.Message}" : Connection.AbortReason ?? ProcessProblems.ExitInWords(code, _output.Tail);
    }
}
