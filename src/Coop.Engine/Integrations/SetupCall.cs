using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.RateLimiting;
using Coop.Engine.Signals;

namespace Coop.Engine.Integrations;

/// <summary>What came of it: the author's result, or why there is none, in words that may still be the author's.</summary>
/// <param name="IsLate">Nothing came within the limit.</param>
internal readonly record struct SetupAnswer<T>(T? Result, string? Failure, bool IsLate = false);

/// <summary>
/// The boundary to what an integration does for somebody who sets it up: to check a configuration, to try a connection. There is a thread that nobody needs, a time limit, and places for an
/// organisation's calls of an integration, so that whoever presses a button over and over takes no thread after the other. A place is kept until the code has come to its end, also long after
/// it was given up: it may block any thread that it goes on with.
/// </summary>
internal sealed class SetupCall(TimeProvider time)
{
    public const int AtOnce = 4;
    private const int MostWaiting = 16;

    // They live and die with the loaded code: what the code before it hangs on is not held against the next.
    private readonly ConditionalWeakTable<object, ConcurrentDictionary<string, ConcurrencyLimiter>> _places = [];

    /// <param name="author">Whose code is called, as it was loaded.</param>
    /// <param name="limit">For the turn and the answer together.</param>
    /// <param name="call">Calls the author with a token that is cancelled when the caller left or the limit passed.</param>
    public async Task<SetupAnswer<T>> RunAsync<T>(string orgId, object author, TimeSpan limit, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        if (await EnterAsync(_places.GetOrCreateValue(author), orgId, limit, cancellationToken) is not { } place)
        {
            return new(default, $"{AtOnce} such calls of your organisation have not come to their end yet, so this one was not begun. Try again later; if that does not help, the integration hangs, and has to be loaded anew.");
        }

        // Abandoned code may use the token for ever, and a source without a timer holds nothing to dispose.
        var stop = new CancellationTokenSource();
        Task<T> running;
        try
        {
            running = Begin(() => call(stop.Token), place);
        }
        catch (TaskSchedulerException)
        {
            return new(default, "The system gave no thread for the call, so nothing was asked of the integration. Try again later.");
        }

        try
        {
            return new(await running.WaitAsync(Rest(limit, began), time, cancellationToken), null);
        }
        catch (Exception exception)
        {
            if (!running.IsCompleted)
            {
                // Off this thread: what an author hangs on his token must not hold up his caller, nor throw at him.
                Unobserved(stop.CancelAsync());
                cancellationToken.ThrowIfCancellationRequested();
                return new(default, $"No answer within {limit.TotalSeconds:0} seconds.", IsLate: true);
            }

            return new(default, SafeReason.MessageOf(exception));
        }
    }

    private TimeSpan Rest(TimeSpan limit, long began) => limit - time.GetElapsedTime(began) is { Ticks: > 0 } rest ? rest : TimeSpan.Zero;

    /// <returns>Null when there was no turn within the limit.</returns>
    private async Task<RateLimitLease?> EnterAsync(ConcurrentDictionary<string, ConcurrencyLimiter> byOrg, string orgId, TimeSpan limit, CancellationToken cancellationToken)
    {
        var places = byOrg.GetOrAdd(orgId, static _ => new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = AtOnce,
            QueueLimit = MostWaiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }));
        using var late = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await places.AcquireAsync(1, either.Token) is { IsAcquired: true } place ? place : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static Task<T> Begin<T>(Func<Task<T>> call, RateLimitLease place)
    {
        var isBegun = false;
        try
        {
            var running = Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default).Unwrap();
            isBegun = true;
            _ = running.ContinueWith(
                static (ended, left) =>
                {
                    _ = ended.Exception;
                    ((RateLimitLease)left!).Dispose();
                },
                place, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return running;
        }
        finally
        {
            // The system may have no thread left.
            if (!isBegun)
            {
                place.Dispose();
            }
        }
    }

    private static void Unobserved(Task task) => _ = task.ContinueWith(
        static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
