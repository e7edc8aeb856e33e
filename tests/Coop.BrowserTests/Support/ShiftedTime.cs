namespace Coop.BrowserTests.Support;

/// <summary>A clock that goes on as always but can be put ahead: what waits for minutes comes due at once. The steady clock goes along, as it does when time passes.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;

    public override long GetTimestamp() => base.GetTimestamp() + (long)(Ahead.TotalSeconds * TimestampFrequency);

    public void Pass(TimeSpan time) => Interlocked.Add(ref _ahead, time.Ticks);

    private TimeSpan Ahead => new(Interlocked.Read(ref _ahead));
}
