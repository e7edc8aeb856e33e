using Coop.Storage.Sqlite;

namespace Coop.Storage.Retention;

/// <summary>
/// The time by which something is too old. What is taken away does not come back, so a clock that jumped ahead is not believed before it has gone steadily for a day, and at the start nothing
/// is that lies more than a day after what was believed before (after the newest arrival, where nothing was kept of that). Until then time goes on from what was known, as steadily as the
/// machine counts it. A clock that is behind only keeps things longer.
/// </summary>
internal sealed class RetentionClock(Reads reads, TimeProvider time)
{
    private static readonly TimeSpan Proof = TimeSpan.FromDays(1);

    // Between two looks; what keeps a clock right moves it by less.
    private static readonly TimeSpan Jump = TimeSpan.FromMinutes(1);

    // What a start may add to what was kept is kept only after so long: a server that starts again and again adds nothing.
    private static readonly TimeSpan KeptAfter = TimeSpan.FromHours(1);

    private static readonly Sql KeptTime = new("SELECT known FROM known_time WHERE id = 1");
    private static readonly Sql NewestArrival = new("SELECT submitted_at FROM submissions ORDER BY sequence DESC LIMIT 1");

    private readonly Lock _lock = new();
    private Look? _last;
    private DateTimeOffset? _kept;

    public DateTimeOffset Now
    {
        get
        {
            lock (_lock)
            {
                var look = LookNow();
                return Earlier(look.Wall, look.Known);
            }
        }
    }

    /// <summary>What the next start is to know; null while what was kept is good enough, or this start is too young to say.</summary>
    public DateTimeOffset? ToKeep
    {
        get
        {
            lock (_lock)
            {
                var look = LookNow();
                var now = Earlier(look.Wall, look.Known);
                return _kept is not { } kept || (time.GetElapsedTime(look.SteadySince, look.Stamp) >= KeptAfter && (now - kept).Duration() >= KeptAfter) ? now : null;
            }
        }
    }

    public void Kept(DateTimeOffset known)
    {
        lock (_lock)
        {
            _kept = known;
        }
    }

    private Look LookNow()
    {
        var (wall, stamp) = (time.GetUtcNow(), time.GetTimestamp());
        return _last = _last is { } last ? After(last, wall, stamp) : new Look(wall, stamp, stamp, FirstKnown(wall));
    }

    private Look After(Look last, DateTimeOffset wall, long stamp)
    {
        var elapsed = time.GetElapsedTime(last.Stamp, stamp);
        var steadySince = (wall - last.Wall - elapsed).Duration() > Jump ? stamp : last.SteadySince;
        return new Look(wall, stamp, steadySince, time.GetElapsedTime(steadySince, stamp) >= Proof ? wall : last.Known + elapsed);
    }

    private DateTimeOffset FirstKnown(DateTimeOffset wall)
    {
        var (kept, newest) = reads.Run(statements => (Time(statements[KeptTime].Scalar()), Time(statements[NewestArrival].Scalar())));
        _kept = kept;
        return (kept ?? newest) is { } known ? Earlier(wall, known + Proof) : wall;
    }

    private static DateTimeOffset? Time(long? ticks) => ticks is { } known ? new DateTimeOffset(known, TimeSpan.Zero) : null;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    /// <param name="Stamp">The same moment on the clock that nobody can set.</param>
    /// <param name="SteadySince">Since then the two have gone alike.</param>
    /// <param name="Known">No later than this is believed.</param>
    private sealed record Look(DateTimeOffset Wall, long Stamp, long SteadySince, DateTimeOffset Known);
}
