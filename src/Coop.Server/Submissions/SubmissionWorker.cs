using Coop.Engine.Flow;

namespace Coop.Server.Submissions;

/// <summary>Takes waiting submissions off the queue, as many as can be begun at once, and has them decided side by side. Finishes what it began before the server stops.</summary>
internal sealed partial class SubmissionWorker(
    IItemStream stream, SubmissionDecider decider, HeldClaims held, SubmissionOptions options, TimeProvider time, ILogger<SubmissionWorker> logger)
    : BackgroundService
{
    // Also the pace at which given-back items, run-out leases and other processes' items are seen.
    private static readonly TimeSpan LongestNap = TimeSpan.FromSeconds(1);

    private readonly HashSet<Task> _running = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await TurnAsync(stoppingToken);
            _running.RemoveWhere(task => task.IsCompleted);
        }

        await Task.WhenAll(_running);
    }

    private async Task TurnAsync(CancellationToken stoppingToken)
    {
        using var nap = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        try
        {
            // Asked for before claiming, so that no word of work is missed in between.
            var work = stream.WaitForWorkAsync(nap.Token);
            var room = options.AtOnce - _running.Count;
            IReadOnlyList<StreamItem> claims = room > 0 ? await ReceiveAsync(room, stoppingToken) : [];
            foreach (var claim in claims)
            {
                _running.Add(Task.Run(() => DecideAsync(claim), CancellationToken.None));
            }

            if (claims.Count == 0)
            {
                await (room > 0 ? Task.WhenAny([work, Task.Delay(LongestNap, time, nap.Token)]) : Task.WhenAny(_running));
            }

            await nap.CancelAsync();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception error)
        {
            LogTurnFailed(error);
            await Task.Delay(LongestNap, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<IReadOnlyList<StreamItem>> ReceiveAsync(int room, CancellationToken stoppingToken)
    {
        var backlog = await stream.BacklogAsync(stoppingToken);
        var waiting = backlog.Where(org => org.Due > 0).ToList();
        return waiting.Count == 0 ? [] : await stream.ReceiveAsync([.. waiting.Select(org => new OrgShare(org.OrgId, Math.Max(1, room / waiting.Count)))], options.Lease, stoppingToken);
    }

    private async Task DecideAsync(StreamItem claim)
    {
        using var lease = held.Hold(claim);
        try
        {
            await decider.DecideAsync(claim, CancellationToken.None);
        }
        catch (Exception error)
        {
            LogTurnFailed(error);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The queue of submissions could not be read")]
    private partial void LogTurnFailed(Exception error);
}
