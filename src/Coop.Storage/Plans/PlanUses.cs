using Coop.Engine;
using Coop.Storage.Sqlite;

namespace Coop.Storage.Plans;

/// <summary>
/// Notes up to which arrival decisions name a plan, so that it is known when none does any more. Arrivals are counted and not time, as clocks can be wrong; it is noted in the commit of the
/// decision, as another process may decide with another plan; and a block ahead, so that hardly a commit writes anything for it.
/// </summary>
internal sealed class PlanUses
{
    private const int Block = 256;
    private const int MostRemembered = 10_000;

    private static readonly Sql NewestArrival = new("SELECT max(sequence) FROM submissions");

    private static readonly Sql Write = new(
        "INSERT INTO plan_uses (org, plan, last) VALUES (?1, ?2, ?3) ON CONFLICT (org, plan) DO UPDATE SET last = max(last, excluded.last)");

    private readonly RecentlyUsed<(long Org, string Plan), long> _noted = new(MostRemembered);

    public bool IsNoted(long org, string plan, long sequence) => _noted.TryGet((org, plan), out var last) && sequence <= last;

    public static void Note(Statements statements, long org, string plan, long sequence) => statements[Write].Bind(1, org).Bind(2, plan).Bind(3, EndOfBlock(sequence)).Run();

    /// <summary>The commit that notes it is on the disk.</summary>
    public void Noted(long org, string plan, long sequence) => _noted.Keep((org, plan), EndOfBlock(sequence));

    /// <summary>It is put in force: what arrives next may be decided with it.</summary>
    public static void NoteInForce(Statements statements, long org, string plan) =>
        Note(statements, org, plan, (statements[NewestArrival].Scalar() ?? 0) + Block);

    private static long EndOfBlock(long sequence) => sequence | (Block - 1);
}
