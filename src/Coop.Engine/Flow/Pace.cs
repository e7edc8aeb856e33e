namespace Coop.Engine.Flow;

/// <summary>
/// How many items are decided in a second of late, counted only over the time in which there was something to decide: an organisation that sends little is not slow.
/// Not thread-safe. Monotonic, so a clock that is set changes nothing.
/// </summary>
internal sealed class Pace(TimeProvider time)
{
    /// <summary>Seconds after which the past counts half.</summary>
    private const double HalfLife = 15;

    private const double Enough = 1;

    private static readonly double Decay = Math.Log(2) / HalfLife;

    private double _decided;
    private double _busy;
    private bool _isBusy;
    private long _at = time.GetTimestamp();

    /// <summary>Null as long as there was not enough to do to know.</summary>
    public double? PerSecond
    {
        get
        {
            Age();
            return _busy >= Enough ? _decided / _busy : null;
        }
    }

    /// <param name="decided">Since the last call.</param>
    /// <param name="isBusy">Whether anything is left to decide from now on.</param>
    public void Note(int decided, bool isBusy)
    {
        Age();
        _decided += decided;
        _isBusy = isBusy;
    }

    private void Age()
    {
        var now = time.GetTimestamp();
        if (_isBusy)
        {
            var keep = Math.Exp(-Decay * time.GetElapsedTime(_at, now).TotalSeconds);
            _decided *= keep;
            _busy = (_busy * keep) + ((1 - keep) / Decay);
        }

        _at = now;
    }
}
