using Coop.Engine.Integrations;
using Coop.Plugins.ConfigFile;
using Coop.Plugins.Context;

namespace Coop.Plugins.Loading.DotNet;

/// <summary>Runs .NET integrations in this process, each in a load context of its own.</summary>
internal sealed class DotNetRuntime(PluginSurroundings surroundings, RunFolders folders, TimeSpan startTimeout) : IIntegrationRuntime
{
    public bool Runs(IntegrationRuntime runtime, Isolation isolation) => runtime == IntegrationRuntime.DotNet && isolation == Isolation.None;

    public LoadAttempt Verify(LoadAttempt attempt) => DotNetVerification.Run(attempt);

    public async Task<LoadAttempt> StartAsync(LoadAttempt attempt, CancellationToken cancellationToken)
    {
        var limit = attempt.Entry.Limits.StartTimeout ?? startTimeout;
        var start = new PluginStart(attempt, new RunningPlugin(surroundings.Time, attempt.Entry.Package), surroundings, folders.New());
        var running = PluginThread.Run($"start {attempt.Entry.Package}", start.Run);
        try
        {
            var started = await running.WaitAsync(limit, surroundings.Time, cancellationToken).ConfigureAwait(false);
            if (started.Ended is null)
            {
                return started;
            }

            await start.TakeBackAsync().ConfigureAwait(false);
            return started with { Started = null };
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            _ = TakeBackWhenDoneAsync(running, start);
            return attempt.End(IntegrationState.Faulted, LoadProblems.TimedOut(start.During, limit, attempt.Entry.Path));
        }
        catch (OperationCanceledException)
        {
            _ = TakeBackWhenDoneAsync(running, start);
            throw;
        }
    }

    /// <summary>A start that was given up may still come to an end, perhaps with something to take back.</summary>
    private static async Task TakeBackWhenDoneAsync(Task running, PluginStart start)
    {
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await start.TakeBackAsync().ConfigureAwait(false);
    }
}
