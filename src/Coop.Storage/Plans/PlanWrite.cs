using Coop.Engine.Deciding;
using Coop.Storage.Sqlite;

namespace Coop.Storage.Plans;

/// <summary>Writes a plan with those of its parts that are not there yet. Whoever does so notes a use of it in the same transaction: a plan without a use is never found again to be removed.</summary>
internal static class PlanWrite
{
    private static readonly Sql KeepPlan = new("INSERT INTO plans (org, id, parts) VALUES (?1, ?2, ?3) ON CONFLICT (org, id) DO NOTHING");
    private static readonly Sql OneMore = new("UPDATE plan_parts SET plans = plans + 1 WHERE org = ?1 AND hash = ?2");
    private static readonly Sql AddPart = new("INSERT INTO plan_parts (org, hash, plans) VALUES (?1, ?2, 1)");
    private static readonly Sql AddContent = new("INSERT INTO plan_contents (part, content) SELECT number, ?3 FROM plan_parts WHERE org = ?1 AND hash = ?2");

    public static void Run(Statements statements, long org, KeptPlan plan)
    {
        if (plan.Parts.Any(part => part.Hash.Length != PlanRow.HashLength))
        {
            throw new ArgumentException($"The hash of a part has {PlanRow.HashLength} digits.", nameof(plan));
        }

        if (statements[KeepPlan].Bind(1, org).Bind(2, plan.Id).Bind(3, string.Concat(plan.Parts.Select(part => part.Hash))).Run() == 0)
        {
            return;
        }

        foreach (var part in plan.Parts.DistinctBy(part => part.Hash))
        {
            if (statements[OneMore].Bind(1, org).Bind(2, part.Hash).Run() == 0)
            {
                statements[AddPart].Bind(1, org).Bind(2, part.Hash).Run();
                statements[AddContent].Bind(1, org).Bind(2, part.Hash).Bind(3, part.Content.Span).Run();
            }
        }
    }
}
