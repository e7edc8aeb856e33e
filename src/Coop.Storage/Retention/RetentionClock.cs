using Coop.Storage.Sqlite;

namespace Coop.Storage.Retention;

/// <summary>
/// The time by which something is too old. What is taken away does not come back, so a clock that jumped ahead is not believed before it has gone steadily for a day, and at the start nothing
/// is that lies more than a day after the newest arrival. Until then time goes on from what was known, as steadily as the machine counts it. A clock that is behind only keeps things longer.
/// </summary>
internal sealed class RetentionClock(Reads reads, TimeProvider time)
{
    private static readonly TimeSpan Proof = TimeSpan.FromDays(1);

    // Between two looks; what keeps a clock right moves it by less.
    private static readonly TimeSpan Jump = TimeSpan.FromMinutes(1);

    private static readonly Sql NewestArrival = new("SELECT submitted_at FROM submissions ORDER BY sequence DESC LIMIT 1");

    private readonly Lock _lock = new();
    private Look? _last;

    public DateTimeOffset Now
    {
        get
        {
            lock (_lock)
            {
                var (wall, stamp) = (time.GetUtcNow(), time.GetTimestamp());
                var look = _last is { } last ? After(last, wall, stamp) : new Look(wall, stamp, stamp, FirstKnown(wall));
                _last = look;
                return Earlier(wall, look.Known);
            }
        }
    }

    private Look After(Look last, DateTimeOffset wall, long stamp)
    {
        var elapsed = time.GetElapsedTime(last.Stamp, stamp);
        var steadySince = (wall - last.Wall - elapsed).Duration() > Jump ? stamp : last.SteadySince;
        return new Look(wall, stamp, steadySince, time.GetElapsedTime(steadySince, stamp) >= Proof ? wall : last.Known + elapsed);
    }

    private DateTimeOffset FirstKnown(DateTimeOffset wall) =>
        reads.Run(statements => statements[NewestArrival].Scalar()) is { } newest ? Earlier(wall, new DateTimeOffset(newest, TimeSpan.Zero) + Proof) : wall;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    /// <param name="Stamp">The same moment on the clock that nobody can set.</param>
    /// <param name="SteadySince">Since then the two have gone alike.</param>
    /// <param name="Known">No later than this is believed.</param>
    private sealed record Look(DateTimeOffset Wall, long Stamp, long SteadySince, DateTimeOffset Known);
}
