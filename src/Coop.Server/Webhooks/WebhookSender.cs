using Coop.Engine.Outbox;

namespace Coop.Server.Webhooks;

/// <summary>Takes due webhooks off the outbox and delivers them, many receivers side by side.</summary>
internal sealed partial class WebhookSender : BackgroundService
{
    private const int MostPerClaim = 16;

    // Also the pace at which rows written by another process are seen.
    private static readonly TimeSpan LongestNap = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestNap = TimeSpan.FromMilliseconds(50);

    private readonly IActionOutbox _outbox;
    private readonly WebhookPost _post;
    private readonly WebhookOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<WebhookSender> _logger;
    private readonly ReceiverLanes _lanes;

    public WebhookSender(IActionOutbox outbox, WebhookPost post, WebhookOptions options, TimeProvider time, ILogger<WebhookSender> logger)
    {
        (_outbox, _post, _options, _time, _logger) = (outbox, post, options, time, logger);
        _lanes = new ReceiverLanes(options.PerHost, DeliverAsync);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var renewing = new CancellationTokenSource();
        var renewal = RenewAsync(renewing.Token);
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await TurnAsync(stoppingToken);
            }
        }
        finally
        {
            await _lanes.DrainAsync();
            await renewing.CancelAsync();
            await renewal;
        }
    }

    private async Task TurnAsync(CancellationToken stoppingToken)
    {
        using var nap = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        try
        {
            // Asked for before claiming, so that no word of work is missed in between.
            var (work, freed) = (_outbox.WaitForWorkAsync(nap.Token), _lanes.Freed);
            var room = Math.Min(MostPerClaim, _options.Held - _lanes.Held.Count);
            IReadOnlyList<OutboxDelivery> claimed = room > 0 ? await _outbox.ClaimDueAsync(room, _options.Lease, _lanes.Full, stoppingToken) : [];
            foreach (var delivery in claimed)
            {
                _lanes.Add(delivery);
            }

            if (claimed.Count == 0)
            {
                await Task.WhenAny(work, freed, Task.Delay(await NapAsync(stoppingToken), _time, nap.Token));
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
            await Task.Delay(LongestNap, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<TimeSpan> NapAsync(CancellationToken cancellationToken)
    {
        var due = await _outbox.NextDueAsync(cancellationToken) - _time.GetUtcNow() ?? LongestNap;
        return due < ShortestNap ? ShortestNap : due > LongestNap ? LongestNap : due;
    }

    private async Task DeliverAsync(OutboxDelivery delivery)
    {
        try
        {
            var outcome = await _post.SendAsync(delivery, CancellationToken.None);
            var wait = outcome.Attempt.Succeeded ? null : WebhookRetry.DelayAfter(delivery.Attempt, Random.Shared.NextDouble(), outcome.RetryAfter);
            await _outbox.RecordAsync(delivery, outcome.Attempt, wait is { } delay ? _time.GetUtcNow() + delay : null, CancellationToken.None);
            if (!outcome.Attempt.Succeeded)
            {
                LogFailed(delivery.ExecutionId, delivery.ActionId, delivery.Attempt, outcome.Attempt.Error, wait);
            }
        }
        catch (Exception error)
        {
            // The row keeps its lease, then is due again: sent once more under the same idempotency key.
            LogNotRecorded(error, delivery.ExecutionId);
        }
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_options.Lease / 3, _time);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(cancellationToken);
                if (_lanes.Held is { Count: > 0 } held)
                {
                    await _outbox.RenewAsync(held, _options.Lease, cancellationToken);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                LogTurnFailed(error);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Webhook {ExecutionId} of action {ActionId} failed at try {Attempt}: {Error} Next try in {Wait}")]
    private partial void LogFailed(string executionId, string actionId, int attempt, string? error, TimeSpan? wait);

    [LoggerMessage(Level = LogLevel.Error, Message = "The try to deliver webhook {ExecutionId} could not be recorded; it will be sent again under the same key")]
    private partial void LogNotRecorded(Exception error, string executionId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The webhook outbox could not be read")]
    private partial void LogTurnFailed(Exception error);
}
