namespace Coop.Engine.Flow;

/// <summary>One organisation's build while it is under way; see <see cref="Builders"/>.</summary>
internal sealed class BuilderPlace : IDisposable
{
    private readonly Builders _of;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly ITimer _timer;

    public BuilderPlace(Builders of, string orgId, TimeSpan limit, TimeProvider time)
    {
        (_of, OrgId, _time) = (of, orgId, time);
        _started = time.GetTimestamp();
        _timer = time.CreateTimer(static place => ((BuilderPlace)place!).TakesLong(), this, limit, Timeout.InfiniteTimeSpan);
    }

    public string OrgId { get; }

    public TimeSpan Took => _time.GetElapsedTime(_started);

    /// <summary>Kept by <see cref="Builders"/>, under its lock.</summary>
    public bool IsLong { get; set; }

    public void Dispose()
    {
        _timer.Dispose();
        _of.Over(this);
    }

    private void TakesLong() => _of.TakesLong(this);
}
