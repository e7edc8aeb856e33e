using Coop.Storage.Sqlite;
using Coop.Storage.Writing;

namespace Coop.Storage.Retention;

/// <summary>Keeps what time is believed, so that no restart believes more.</summary>
internal sealed class KnownTimeKeeping(WriteLane lane, RetentionClock clock) : IRetention
{
    private static readonly Sql Keep = new("INSERT INTO known_time (id, known) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET known = excluded.known");

    public async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        if (clock.ToKeep is { } known)
        {
            await lane.GroupAsync(statements => statements[Keep].Bind(1, known.UtcTicks).Run(), cancellationToken);
            clock.Kept(known);
        }

        return false;
    }
}
