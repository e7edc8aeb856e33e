using Coop.Engine.Outbox;

namespace Coop.Server.Webhooks;

/// <summary>Takes due webhooks off the outbox and delivers them, many receivers side by side.</summary>
internal sealed partial class WebhookSender : BackgroundService
{
    // Also the pace at which rows written by another process are seen.
    private static readonly TimeSpan LongestNap = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestNap = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MendEvery = TimeSpan.FromMinutes(1);

    private readonly IOutbox _outbox;
    private readonly WebhookPost _post;
    private readonly WebhookOptions _options;
    private readonly DeliverySchedule _schedule;
    private readonly TimeProvider _time;
    private readonly ILogger<WebhookSender> _logger;
    private readonly ReceiverLanes _lanes;
    private CancellationToken _stopping;

    public WebhookSender(IOutbox outbox, WebhookPost post, WebhookOptions options, TimeProvider time, ILogger<WebhookSender> logger)
    {
        (_outbox, _post, _options, _schedule, _time, _logger) = (outbox, post, options, options.Schedule, time, logger);
        _lanes = new ReceiverLanes(new SendingTurns(options.Limits), DeliverAsync);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _stopping = stoppingToken;
        using var extending = new CancellationTokenSource();
        var extension = LeaseAsync(extending.Token);
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
            await extending.CancelAsync();
            await extension;
        }
    }

    private async Task TurnAsync(CancellationToken stoppingToken)
    {
        using var nap = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        try
        {
            // Asked for before looking, so that no word of work is missed in between.
            var (work, freed) = (_outbox.WaitForWorkAsync(nap.Token), _lanes.Freed);
            var waiting = await _outbox.WaitingAsync(stoppingToken);
            var shares = _lanes.Next(waiting);
            var claimed = shares.Count > 0 ? await _outbox.ClaimAsync(shares, _options.Lease, stoppingToken) : [];
            foreach (var delivery in claimed)
            {
                _lanes.Add(delivery);
            }

            if (claimed.Count == 0)
            {
                await Task.WhenAny(work, freed, Task.Delay(NapUntil(waiting), _time, nap.Token));
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

    private static TimeSpan NapUntil(IReadOnlyList<WaitingReceiver> waiting)
    {
        // What is due and was not taken waits for a place, not for a time.
        var due = waiting.Where(receiver => receiver.DueIn > TimeSpan.Zero).Select(receiver => receiver.DueIn).DefaultIfEmpty(LongestNap).Min();
        return due < ShortestNap ? ShortestNap : due > LongestNap ? LongestNap : due;
    }

    private async Task DeliverAsync(OutboxDelivery delivery)
    {
        if (_stopping.IsCancellationRequested)
        {
            await SureAsync(delivery, () => _outbox.ReleaseAsync(delivery, CancellationToken.None));
        }
        else if (!await SureAsync(delivery, () => _outbox.EndIfActionDeletedAsync(delivery, CancellationToken.None))
            && await SureAsync(delivery, () => _outbox.BeginAsync(delivery, CancellationToken.None)))
        {
            var attempt = await _post.SendAsync(delivery.OrgId, delivery.Message, CancellationToken.None);
            var wait = _schedule.WaitAfter(attempt, delivery.Waited, Random.Shared.NextDouble());
            Tell(await SureAsync(delivery, () => _outbox.RecordAsync(delivery, attempt, wait, CancellationToken.None)));
        }
    }

    /// <summary>
    /// What came of a try is known only here, so it is written as soon as the database takes it again: forgetting it would send the webhook a second time. Meanwhile its place is taken,
    /// and no more is sent than can be written down. When the server ends before, the lease runs out, and it is sent once more under the same idempotency key.
    /// </summary>
    private async Task<T?> SureAsync<T>(OutboxDelivery delivery, Func<Task<T>> write)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                return await write();
            }
            catch (Exception error)
            {
                if (_stopping.IsCancellationRequested)
                {
                    LogNotRecorded(error, delivery.Message.ExecutionId);
                    return default;
                }

                if (isFirst)
                {
                    LogWritingAgain(error, delivery.Message.ExecutionId);
                }

                await Task.Delay(LongestNap, _time, _stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task LeaseAsync(CancellationToken cancellationToken)
    {
        var every = _options.Lease / 3;
        using var timer = new PeriodicTimer(every, _time);
        var mended = default(long?);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (_lanes.Held is { Count: > 0 } held)
                {
                    await _outbox.ExtendAsync(held, _options.Lease, cancellationToken);
                }

                if (mended is not { } at || _time.GetElapsedTime(at) >= MendEvery)
                {
                    mended = _time.GetTimestamp();
                    await _outbox.MendDueTimesAsync(_schedule.LongestOfAll, _options.Lease, cancellationToken);
                }

                await timer.WaitForNextTickAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                LogTurnFailed(error);
                await Task.Delay(every, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Tell(ReceiverChange? change)
    {
        if (change is null)
        {
            return;
        }

        var words = change.Now.IsDown ? ReceiverWords.Down(change, _schedule.TryFor) : ReceiverWords.Back(change);
        if (change.Now.IsDown)
        {
            LogDown(change.Place, change.OrgId, words);
        }
        else
        {
            LogBack(change.Place, change.OrgId, words);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The webhook receiver {Place} of organisation {OrgId} {Words}")]
    private partial void LogDown(string place, string orgId, string words);

    [LoggerMessage(Level = LogLevel.Information, Message = "The webhook receiver {Place} of organisation {OrgId} {Words}")]
    private partial void LogBack(string place, string orgId, string words);

    [LoggerMessage(Level = LogLevel.Error, Message = "What came of webhook {ExecutionId} could not be written; it is kept and written as soon as the database takes it")]
    private partial void LogWritingAgain(Exception error, string executionId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The try to deliver webhook {ExecutionId} could not be recorded; it will be sent again under the same key")]
    private partial void LogNotRecorded(Exception error, string executionId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The webhook outbox could not be read")]
    private partial void LogTurnFailed(Exception error);
}
