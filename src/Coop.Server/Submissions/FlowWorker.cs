using Coop.Engine.Flow;
using Microsoft.Extensions.Options;

namespace Coop.Server.Submissions;

/// <summary>Runs the flow as long as the server runs. What was begun is finished before it stops, as far as the host's time allows; everything else is put back.</summary>
internal sealed class FlowWorker(ItemFlow flow, IOptions<HostOptions> host, TimeProvider time) : BackgroundService
{
    // Left to put back what did not come to its end.
    private static readonly TimeSpan ForTheRest = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var limit = host.Value.ShutdownTimeout - ForTheRest;
        using var ending = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var stopped = stoppingToken.Register(() => ending.CancelAfter(limit > TimeSpan.Zero ? limit : TimeSpan.Zero));
        await flow.RunAsync(stoppingToken, ending.Token);
    }
}
