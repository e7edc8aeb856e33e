using Coop.Storage.Sqlite;

namespace Coop.Storage.Retention;

/// <summary>Reads an organisation's decisions from the oldest arrival on, as long as there are some among them that may go: what is beyond is not read.</summary>
internal static class OldestFirst
{
    // What was decided late stands among older ones. So many of those in a row end the walk; what is behind them stays longer by as much as they were late.
    private const int MostLate = 20;

    /// <param name="next">Gives the sequence and the time of each.</param>
    /// <returns>Null when there is nothing that may go.</returns>
    public static OldStretch? Read(Statement next, Func<long, bool> mayGo)
    {
        var (old, last, late) = (new List<long>(), 0L, 0);
        while (late < MostLate && next.Step())
        {
            last = next.Long(0);
            if (mayGo(next.Long(1)))
            {
                old.Add(last);
                late = 0;
            }
            else
            {
                late++;
            }
        }

        next.Reset();
        return old.Count > 0 ? new OldStretch(old, last) : null;
    }
}

/// <param name="Sequences">Of those that may go.</param>
/// <param name="Last">The last that was read.</param>
internal sealed record OldStretch(IReadOnlyList<long> Sequences, long Last);
