using Coop.Storage.Keys;
using Coop.Storage.Sqlite;
using Coop.Storage.Writing;
using Microsoft.Extensions.Logging;

namespace Coop.Storage.Retention;

/// <summary>Tells operators of decisions that went although nobody had looked. What is to be told was counted in the transaction that took them away, so a stop loses nothing of it: rather is it told twice.</summary>
internal sealed partial class GivenUpNotices(WriteLane lane, Reads reads, KeyRing keys, ILogger<GivenUpNotices> logger) : IRetention
{
    private static readonly Sql Untold = new("SELECT org, given_up, told FROM kept_reviews WHERE given_up > told");
    private static readonly Sql NameOf = new("SELECT name FROM orgs WHERE id = ?1");
    private static readonly Sql Tell = new("UPDATE kept_reviews SET told = max(told, ?2) WHERE org = ?1");

    public async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var (org, givenUp, told) in reads.Run(Read))
        {
            var id = keys.Name(org).Id;
            LogGivenUp(givenUp - told, id, reads.Run(statements => Name(statements, id)));
            await lane.GroupAsync(statements => statements[Tell].Bind(1, org).Bind(2, givenUp).Run(), cancellationToken);
        }

        return false;
    }

    private static List<(long Org, long GivenUp, long Told)> Read(Statements statements)
    {
        var read = statements[Untold];
        var untold = new List<(long Org, long GivenUp, long Told)>();
        while (read.Step())
        {
            untold.Add((read.Long(0), read.Long(1), read.Long(2)));
        }

        return untold;
    }

    private static string Name(Statements statements, string id)
    {
        var read = statements[NameOf].Bind(1, id);
        var name = read.Step() ? read.Text(0) : "whose name is not known any more";
        read.Reset();
        return name;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "{Count} decisions of organisation {OrgId} ({OrgName}) that asked for a person to look at their items were taken away, and nobody had looked: they were too old by Retention:Decisions and Retention:OpenReviews together, or more than Retention:MostOpenReviews. Raise these if they have to wait longer")]
    private partial void LogGivenUp(long count, string orgId, string orgName);
}
