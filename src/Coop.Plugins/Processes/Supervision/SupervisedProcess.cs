using System.Text.Json;
using Coop.Engine.Integrations;
using Coop.Engine.Signals;
using Coop.Integrations;
using Coop.Plugins.Context;
using Coop.Plugins.Loading;
using Coop.Plugins.Processes.Children;
using Coop.Plugins.Processes.Connection;
using Coop.Plugins.Processes.Wire;

namespace Coop.Plugins.Processes.Supervision;

/// <summary>
/// Keeps one integration's process alive: restarts it when it ends, ends it when it hangs, and leaves it alone for a while when that happens too often. Calls
/// in flight fail with the process they were sent to; those that come while it is away wait for it, as long as their own time limit lets them.
/// </summary>
internal sealed class SupervisedProcess : IRunningPlugin, IConnectionListener
{
    private readonly Func<SupervisedProcess, string?, CancellationToken, Task<PluginProcess>> _start;
    private readonly ProcessSurroundings _surroundings;
    private readonly CrashCount _crashes;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConnectionTests _tests = new();
    private readonly LineBudget _remarks;
    private volatile TaskCompletionSource<PluginProcess> _slot = NewSlot();
    private PluginContext? _context;
    private InitializeResult? _first;
    private Task _watching = Task.CompletedTask;
    private int _pinging;
    private string _lastFailure = "";

    /// <param name="start">Starts a process: given who listens to it, and the integration's id when it is known.</param>
    public SupervisedProcess(ProcessSurroundings surroundings, Func<SupervisedProcess, string?, CancellationToken, Task<PluginProcess>> start)
    {
        (_start, _surroundings) = (start, surroundings);
        _crashes = new CrashCount(surroundings.Limits, surroundings.Time);
        _remarks = new LineBudget(surroundings.Time);
    }

    public bool FreesAtOnce => true;

    public IntegrationProblem? Trouble { get; private set; }

    public event Action? TroubleChanged;

    /// <summary>For tests and messages; null while it is away.</summary>
    public int? ProcessId => _slot.Task is { IsCompletedSuccessfully: true, Result: { } process } ? process.Id : null;

    /// <summary>The first start. A failure is the caller's to tell; nothing is left running then.</summary>
    /// <exception cref="StartFailure">It did not come as far as serving.</exception>
    public async Task<InitializeResult> StartAsync(CancellationToken cancellationToken)
    {
        var process = await _start(this, null, cancellationToken).ConfigureAwait(false);
        _first = process.Initialized;
        _slot.SetResult(process);
        _watching = WatchAsync(process);
        return process.Initialized;
    }

    /// <summary>Before it gets a configuration that nobody has saved yet: what it says of it must not tell its secrets.</summary>
    public void Learn(OrgConfig draft) => _surroundings.Secrets.Learn("", draft);

    /// <summary>What the integration may ask of the host from now on.</summary>
    public void Use(PluginContext context)
    {
        _context = context;
        _surroundings.Configs.Changed += Tell;
    }

    public void Admit() => _context?.Admit();

    /// <summary>Calls the process there is, or waits for the one that comes.</summary>
    /// <exception cref="ProcessCrashedException">It ended before it answered, or is in quarantine.</exception>
    public async Task<T> CallAsync<TState, T>(
        string method, TState state, Action<Utf8JsonWriter, TState> writeParams, ReadResult<T> readResult, CancellationToken cancellationToken)
    {
        var connection = await ConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await connection.CallAsync(method, state, writeParams, readResult, cancellationToken).ConfigureAwait(false);
        }
        catch (WireException e)
        {
            throw ErrorCode.ToException(e.Error);
        }
    }

    /// <summary>A connection test's steps arrive beside its answer.</summary>
    public async Task TestAsync(JsonElement config, Action<TestStepParams> step, CancellationToken cancellationToken)
    {
        var connection = await ConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await connection.CallAsync(
                "connection/test",
                new ConfigParams(config),
                static (json, parameters) => JsonSerializer.Serialize(json, parameters, WireJson.Default.ConfigParams),
                static _ => true,
                cancellationToken,
                id => _tests.Begin(id, step)).ConfigureAwait(false);
        }
        catch (WireException e)
        {
            throw ErrorCode.ToException(e.Error);
        }
        finally
        {
            _tests.End(step);
        }
    }

    public void Notified(string method, ReadOnlySpan<byte> parameters)
    {
        try
        {
            if (method == "connection/testStep" && JsonSerializer.Deserialize(parameters, WireJson.Default.TestStepParams) is { } step)
            {
                _tests.Report(step);
            }
            else if (method == "log" && JsonSerializer.Deserialize(parameters, WireJson.Default.LogParams) is { Message: { } message } log)
            {
                Log(log.Level, message);
            }
        }
        catch (JsonException)
        {
            // A malformed remark is not worth a process.
        }
    }

    public async Task<Action<Utf8JsonWriter>> AskedAsync(long id, string method, byte[] parameters, CancellationToken cancellationToken)
    {
        if (method != "config/get")
        {
            throw new WireException(new WireError(ErrorCode.MethodNotFound, $"The host has no method \"{method}\"."));
        }

        if (JsonSerializer.Deserialize(parameters, WireJson.Default.OrgParams) is not { OrgId: { Length: > 0 } orgId })
        {
            throw new WireException(new WireError(ErrorCode.InvalidParams, "orgId is missing."));
        }

        var config = _context is { } context
            ? await context.GetConfigAsync(orgId, cancellationToken).ConfigureAwait(false)
            : throw new InvalidOperationException("Configurations can be read while signals are served, not in createSignals.");
        return json => JsonSerializer.Serialize(json, new ConfigParams(config.Json), WireJson.Default.ConfigParams);
    }

    public void Abandoned() => _ = PingAsync();

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        _surroundings.Configs.Changed -= Tell;
        await _stopping.CancelAsync().ConfigureAwait(false);
        if (_slot.Task.IsCompletedSuccessfully)
        {
            await _slot.Task.Result.StopAsync(_surroundings.Limits.StopLimit, _surroundings.Time).ConfigureAwait(false);
        }

        await _watching.ConfigureAwait(false);
        if (_slot.Task.IsCompletedSuccessfully)
        {
            // A restart may have come to its end just now.
            await _slot.Task.Result.DisposeAsync().ConfigureAwait(false);
        }

        _slot.TrySetException(new ProcessCrashedException("The integration was stopped."));
        _ = _slot.Task.Exception;
        _context?.Dispose();
    }

    private async ValueTask<ProcessConnection> ConnectionAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var slot = _slot;
            var process = slot.Task.IsCompletedSuccessfully ? slot.Task.Result : await slot.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (!process.Connection.HasEnded)
            {
                return process.Connection;
            }

            // It has just ended: in a moment there is another to wait for.
            await process.Replaced.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (_slot == slot)
            {
                throw new ProcessCrashedException("The integration was stopped.");
            }
        }
    }

    private async Task WatchAsync(PluginProcess? process)
    {
        while (!_stopping.IsCancellationRequested)
        {
            string why;
            if (process is not null)
            {
                await using var pings = _surroundings.Time.CreateTimer(
                    _ => _ = PingAsync(), null, _surroundings.Limits.PingEvery, _surroundings.Limits.PingEvery).ConfigureAwait(false);
                why = await process.Ended.ConfigureAwait(false);
                if (_stopping.IsCancellationRequested)
                {
                    process.MarkReplaced();
                    return;
                }

                _slot = NewSlot();
                process.MarkReplaced();
                await process.DisposeAsync().ConfigureAwait(false);
                ProcessLog.Ended(_surroundings.Log, why);
            }
            else
            {
                why = _lastFailure;
            }

            await PauseAsync(why).ConfigureAwait(false);
            process = await RestartAsync().ConfigureAwait(false);
        }
    }

    private async Task PauseAsync(string why)
    {
        var wait = _crashes.Add(out var isQuarantine);
        if (isQuarantine)
        {
            Trouble = ProcessProblems.Quarantined(_crashes.InWindow, why, wait);
            _slot.TrySetException(new ProcessCrashedException(Trouble.Message));
            _ = _slot.Task.Exception;
            ProcessLog.Quarantined(_surroundings.Log, wait.TotalSeconds, why);
            TroubleChanged?.Invoke();
        }

        await Task.Delay(wait, _surroundings.Time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (isQuarantine)
        {
            _slot = NewSlot();
        }
    }

    /// <returns>Null when it did not start.</returns>
    private async Task<PluginProcess?> RestartAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(_surroundings.StartLimit, _surroundings.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stopping.Token);
            var process = await _start(this, _context?.IntegrationId, either.Token).ConfigureAwait(false);
            if (!process.Initialized.IsLike(_first))
            {
                await process.DisposeAsync().ConfigureAwait(false);
                _lastFailure = "its package was changed and says something else of itself now. Reload to use it.";
                return null;
            }

            if (Trouble is not null)
            {
                Trouble = null;
                TroubleChanged?.Invoke();
            }

            _slot.TrySetResult(process);
            ProcessLog.Restarted(_surroundings.Log, process.Id);
            return process;
        }
        catch (Exception e)
        {
            // A boundary: whatever keeps it from starting, it is tried again later.
            _lastFailure = e is OperationCanceledException ? "it did not start in time." : e.Message;
            return null;
        }
    }

    /// <summary>Ends a process that does not even answer this.</summary>
    private async Task PingAsync()
    {
        if (_slot.Task is not { IsCompletedSuccessfully: true, Result: { } process } || Interlocked.Exchange(ref _pinging, 1) == 1)
        {
            return;
        }

        try
        {
            var answer = process.Connection.CallAsync("ping", new NoParams(), WireJson.Default.NoParams, WireJson.Default.NoParams, CancellationToken.None);
            await answer.WaitAsync(_surroundings.Limits.PingLimit, _surroundings.Time, _stopping.Token).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            process.Kill($"it did not answer for {_surroundings.Limits.PingLimit.TotalSeconds:0.###} s.");
        }
        catch (Exception e) when (e is ProcessCrashedException or WireException or JsonException or OperationCanceledException)
        {
            // It has ended, or is being stopped.
        }
        finally
        {
            Volatile.Write(ref _pinging, 0);
        }
    }

    private void Tell(string orgId, string integrationId)
    {
        if (integrationId == _context?.IntegrationId && _slot.Task is { IsCompletedSuccessfully: true, Result: { } process })
        {
            process.Connection.Notify("config/changed", new OrgParams(orgId), WireJson.Default.OrgParams);
        }
    }

    /// <summary>A rejected promise is a remark of the runner's, and a plugin can make a hundred thousand of them.</summary>
    private void Log(string? level, string message)
    {
        if (!_remarks.TryTake(out var dropped))
        {
            return;
        }

        if (dropped > 0)
        {
            ProcessLog.Dropped(_surroundings.Log, dropped);
        }

        ProcessLog.Said(_surroundings.Log, level, message);
    }

    private static TaskCompletionSource<PluginProcess> NewSlot() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
