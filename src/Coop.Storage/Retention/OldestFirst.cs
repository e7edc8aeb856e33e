using Coop.Storage.Sqlite;

namespace Coop.Storage.Retention;

/// <summary>
/// Reads what an organisation has from the oldest arrival on, a stretch at a time, as far as there can be some that may go. What was decided late is not old yet and stands among what is: it is passed
/// over, however many there are in a row. What arrived too lately to be old ends the walk: all behind it arrived later.
/// </summary>
internal static class OldestFirst
{
    // What arrived while a clock was ahead stands among older ones. So many in a row end the walk; what is behind them stays longer by as much as the clock was ahead.
    private const int MostYoung = 20;

    private static readonly Sql Arrival = new("SELECT submitted_at FROM submissions WHERE sequence = ?1");

    /// <param name="next">Gives the key and the time of each; <paramref name="most"/> at most.</param>
    /// <param name="before">What arrived then, or later, is not old.</param>
    /// <param name="sequenceOf">The arrival's number, by the key.</param>
    /// <param name="mayGo">By the time of each.</param>
    /// <returns>Null when there is nothing that may go, here or further on.</returns>
    public static OldStretch? Read(Statements statements, Statement next, int most, long before, Func<long, long> sequenceOf, Func<long, bool> mayGo)
    {
        var (old, last, young, read) = (new List<long>(), 0L, 0, 0);
        for (; young < MostYoung && next.Step(); read++)
        {
            last = next.Long(0);
            if (mayGo(next.Long(1)))
            {
                old.Add(last);
                young = 0;
            }
            else if (statements[Arrival].Bind(1, sequenceOf(last)).Scalar() >= before)
            {
                young++;
            }
        }

        next.Reset();
        return old.Count > 0 || (read == most && young < MostYoung) ? new OldStretch(old, last) : null;
    }
}

/// <param name="Keys">Of those that may go; there may be none, and others further on.</param>
/// <param name="Last">The last that was read.</param>
internal sealed record OldStretch(IReadOnlyList<long> Keys, long Last);
