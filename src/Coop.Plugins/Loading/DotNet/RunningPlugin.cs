using Coop.Integrations;
using Coop.Plugins.Context;

namespace Coop.Plugins.Loading.DotNet;

/// <summary>The code of one integration in this process. Disposing it lets go of everything, so that its memory can be freed.</summary>
internal sealed class RunningPlugin(TimeProvider time, string package) : IRunningPlugin
{
    private static readonly TimeSpan DisposeLimit = TimeSpan.FromSeconds(5);

    public PluginLoadContext? Context { get; set; }

    public IIntegrationPlugin? Plugin { get; set; }

    public PluginContext? Host { get; set; }

    public void Admit() => Host?.Admit();

    public async ValueTask DisposeAsync()
    {
        var (context, plugin, host) = (Context, Plugin, Host);
        (Context, Plugin, Host) = (null, null, null);
        if (plugin is IDisposable or IAsyncDisposable)
        {
            var disposing = await PluginThread.Run($"stop {package}", () => Dispose(plugin))
                .WaitAsync(DisposeLimit, time).ContinueWith(Settled, TaskScheduler.Default).ConfigureAwait(false);
            await disposing.WaitAsync(DisposeLimit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        host?.Dispose();
        context?.Unload();
    }

    private static Task Settled(Task<Task> started) => started.IsCompletedSuccessfully ? started.Result : Task.CompletedTask;

    private static Task Dispose(IIntegrationPlugin plugin)
    {
        if (plugin is IAsyncDisposable disposable)
        {
            return disposable.DisposeAsync().AsTask();
        }

        (plugin as IDisposable)?.Dispose();
        return Task.CompletedTask;
    }
}
