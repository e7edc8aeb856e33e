using System.Collections.Concurrent;
using System.Threading.RateLimiting;

namespace Coop.Engine.Signals;

/// <summary>
/// Places that each organisation has, first come, first served. They live and die with the loaded code whose calls take them: what the code before it hangs on is not held against the next.
/// </summary>
public sealed class OrgPlaces
{
    private readonly ConcurrentDictionary<string, ConcurrencyLimiter> _byOrg = new(StringComparer.Ordinal);

    /// <param name="places">How many each has; the same each time.</param>
    internal ConcurrencyLimiter Of(string orgId, int places, int mostWaiting) =>
        _byOrg.GetOrAdd(orgId, static (_, most) => Limiter(most.places, most.mostWaiting), (places, mostWaiting));

    internal static ConcurrencyLimiter Limiter(int places, int mostWaiting) => new(new ConcurrencyLimiterOptions
    {
        PermitLimit = places,
        QueueLimit = mostWaiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });
}
