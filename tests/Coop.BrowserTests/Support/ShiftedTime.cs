namespace Coop.BrowserTests.Support;

/// <summary>A clock that goes on as always but can be put ahead: what waits for minutes comes due at once.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _ahead));

    public void Pass(TimeSpan time) => Interlocked.Add(ref _ahead, time.Ticks);
}
