using System.Collections.Concurrent;
using Coop.Engine.Flow;

namespace Coop.Server.Submissions;

/// <summary>
/// The claims this process is working on, by the queue's worker or by a request. Their leases are renewed as long as they are held, so that a lease can be
/// short without anybody taking over an item that is merely slow.
/// </summary>
internal sealed partial class HeldClaims(IItemStream stream, SubmissionOptions options, TimeProvider time, ILogger<HeldClaims> logger) : BackgroundService
{
    private readonly ConcurrentDictionary<StreamItem, bool> _held = new(ReferenceEqualityComparer.Instance);

    public IDisposable Hold(StreamItem claim)
    {
        _held.TryAdd(claim, true);
        return new Held(this, claim);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Lease / 3, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
                if (_held.Keys is { Count: > 0 } held)
                {
                    await stream.ExtendAsync([.. held], options.Lease, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                LogNotRenewed(error);
            }
        }
    }

    private sealed class Held(HeldClaims claims, StreamItem claim) : IDisposable
    {
        public void Dispose() => claims._held.TryRemove(claim, out _);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The leases of items being decided could not be renewed")]
    private partial void LogNotRenewed(Exception error);
}
