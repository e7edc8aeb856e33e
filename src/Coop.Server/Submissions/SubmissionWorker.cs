using Coop.Engine.Submissions;

namespace Coop.Server.Submissions;

/// <summary>Takes waiting submissions off the queue, as many as can be begun at once, and has them decided side by side. Finishes what it began before the server stops.</summary>
internal sealed partial class SubmissionWorker(
    ISubmissionStore submissions, SubmissionDecider decider, HeldClaims held, SubmissionOptions options, TimeProvider time, ILogger<SubmissionWorker> logger)
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
            var work = submissions.WaitForWorkAsync(nap.Token);
            var room = options.AtOnce - _running.Count;
            IReadOnlyList<ClaimedSubmission> claims = room > 0 ? await submissions.ClaimAsync(room, options.Lease, stoppingToken) : [];
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

    private async Task DecideAsync(ClaimedSubmission claim)
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
