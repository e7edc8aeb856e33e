namespace Coop.Plugins.Processes.Children;

/// <summary>So many lines a second are kept; the rest is counted. Each stream has its own, so that a flood on one does not drown the other.</summary>
internal sealed class LineBudget(TimeProvider time)
{
    private const int LinesPerSecond = 50;

    private long _second;
    private int _lines;
    private int _dropped;

    /// <param name="dropped">How many were dropped before this one, told once.</param>
    public bool TryTake(out int dropped)
    {
        dropped = 0;
        var second = time.GetUtcNow().ToUnixTimeSeconds();
        if (second != _second)
        {
            (_second, _lines, dropped, _dropped) = (second, 0, _dropped, 0);
        }

        if (++_lines <= LinesPerSecond)
        {
            return true;
        }

        _dropped++;
        return false;
    }
}
