using Coop.Engine.Deciding;
using Coop.Storage.Sqlite;

namespace Coop.Storage.Plans;

/// <summary>
/// Notes up to which arrival decisions name a plan, so that it is known when none does any more. Arrivals are counted and not time, as clocks can be wrong; it is noted in the commit of the
/// decision, as another process may decide with another plan; and a block ahead, so that hardly a commit writes anything for it. What another process removed since is kept again in the
/// same commit: one look for each plan in a transaction tells. Used by the write lane alone.
/// </summary>
internal sealed class PlanUses
{
    private const int Block = 256;

    private static readonly Sql NewestArrival = new("SELECT max(sequence) FROM submissions");
    private static readonly Sql LastUse = new("SELECT last FROM plan_uses WHERE org = ?1 AND plan = ?2");

    private static readonly Sql Write = new(
        "INSERT INTO plan_uses (org, plan, last) VALUES (?1, ?2, ?3) ON CONFLICT (org, plan) DO UPDATE SET last = max(last, excluded.last)");

    // Of one transaction. What was seen in it stays to its end: a removal finds the decision that was written before.
    private readonly Dictionary<(long Org, string Plan), long> _seen = [];
    private object? _seenIn;

    /// <summary>The plan is there and stays as long as the decision about this arrival, which is written in the same transaction.</summary>
    public void MakeSure(Statements statements, long org, KeptPlan plan, long sequence)
    {
        if (_seenIn != statements.Transaction)
        {
            _seen.Clear();
            _seenIn = statements.Transaction;
        }

        if (_seen.TryGetValue((org, plan.Id), out var last) && sequence <= last)
        {
            return;
        }

        // Removing takes the use with the plan: what has a use is there.
        var noted = statements[LastUse].Bind(1, org).Bind(2, plan.Id).Scalar();
        if (noted is null)
        {
            PlanWrite.Run(statements, org, plan);
        }

        if (noted is null || noted < sequence)
        {
            noted = EndOfBlock(sequence);
            Note(statements, org, plan.Id, sequence);
        }

        _seen[(org, plan.Id)] = noted.Value;
    }

    /// <summary>It is put in force: what arrives next may be decided with it.</summary>
    public static void NoteInForce(Statements statements, long org, string plan) =>
        Note(statements, org, plan, (statements[NewestArrival].Scalar() ?? 0) + Block);

    private static void Note(Statements statements, long org, string plan, long sequence) => statements[Write].Bind(1, org).Bind(2, plan).Bind(3, EndOfBlock(sequence)).Run();

    private static long EndOfBlock(long sequence) => sequence | (Block - 1);
}
