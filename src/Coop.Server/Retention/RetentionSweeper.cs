using Coop.Storage.Retention;

namespace Coop.Server.Retention;

/// <summary>Has what became too old taken away, a little at a time, with a rest in between so that items do not wait for it.</summary>
internal sealed partial class RetentionSweeper(IEnumerable<IRetention> retentions, TimeProvider time, ILogger<RetentionSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan BetweenWalks = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var retention in retentions)
            {
                await WalkAsync(retention, stoppingToken);
            }

            await Task.Delay(BetweenWalks, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WalkAsync(IRetention retention, CancellationToken stoppingToken)
    {
        try
        {
            while (await retention.SweepAsync(stoppingToken))
            {
                await Task.Delay(Rest, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        catch (Exception error)
        {
            LogFailed(error);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What is older than Retention says could not be taken away; it is tried again in a minute")]
    private partial void LogFailed(Exception error);
}
