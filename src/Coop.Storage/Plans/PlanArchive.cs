using Coop.Engine.Deciding;
using Coop.Storage.Keys;
using Coop.Storage.Sqlite;
using Coop.Storage.Writing;

namespace Coop.Storage.Plans;

internal sealed class PlanArchive(WriteLane lane, Reads reads, KeyRing keys) : IPlanArchive
{
    private static readonly Sql KeepPlan = new("INSERT INTO plans (org, id, parts) VALUES (?1, ?2, ?3) ON CONFLICT (org, id) DO NOTHING");
    private static readonly Sql KeepPart = new("INSERT INTO plan_parts (org, hash, content) VALUES (?1, ?2, ?3) ON CONFLICT (org, hash) DO NOTHING");
    private static readonly Sql HasPart = new("SELECT 1 FROM plan_parts WHERE org = ?1 AND hash = ?2");
    private static readonly Sql ReadPlan = new("SELECT parts FROM plans WHERE org = ?1 AND id = ?2");
    private static readonly Sql ReadPart = new("SELECT content FROM plan_parts WHERE org = ?1 AND hash = ?2");

    public async Task KeepAsync(string orgId, KeptPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Parts.Any(part => part.Hash.Length != PlanRow.HashLength))
        {
            throw new ArgumentException($"The hash of a part has {PlanRow.HashLength} digits.", nameof(plan));
        }

        var org = await keys.OrgAsync(orgId, cancellationToken);
        var parts = string.Concat(plan.Parts.Select(part => part.Hash));

        await lane.GroupAsync(
            statements =>
            {
                statements[KeepPlan].Bind(1, org).Bind(2, plan.Id).Bind(3, parts).Run();
                PlanUses.NoteInForce(statements, org, plan.Id);
                foreach (var part in plan.Parts)
                {
                    if (statements[HasPart].Bind(1, org).Bind(2, part.Hash).Scalar() is null)
                    {
                        statements[KeepPart].Bind(1, org).Bind(2, part.Hash).Bind(3, part.Content.Span).Run();
                    }
                }

                return plan.Parts.Count;
            },
            cancellationToken);
    }

    public Task<KeptPlan?> FindAsync(string orgId, string planId, CancellationToken cancellationToken) =>
        Task.FromResult(keys.FindOrg(orgId) is { } org ? reads.Run(statements => Find(statements, org, planId)) : null);

    private static KeptPlan? Find(Statements statements, long org, string planId)
    {
        var read = statements[ReadPlan].Bind(1, org).Bind(2, planId);
        var parts = read.Step() ? read.Text(0) : null;
        read.Reset();
        return parts is null ? null : new KeptPlan(planId, [.. parts.Chunk(PlanRow.HashLength).Select(hash => Part(statements, org, new string(hash)))]);
    }

    private static KeptPart Part(Statements statements, long org, string hash)
    {
        var read = statements[ReadPart].Bind(1, org).Bind(2, hash);
        var content = read.Step() ? read.Blob(0).ToArray() : throw new InvalidOperationException($"A plan of organisation key {org} names part {hash}, which is not there.");
        read.Reset();
        return new KeptPart(hash, content);
    }
}
