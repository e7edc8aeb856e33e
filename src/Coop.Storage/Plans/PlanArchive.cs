using Coop.Engine.Deciding;
using Coop.Storage.Keys;
using Coop.Storage.Sqlite;
using Coop.Storage.Writing;

namespace Coop.Storage.Plans;

internal sealed class PlanArchive(WriteLane lane, Reads reads, KeyRing keys) : IPlanArchive
{
    private static readonly Sql ReadPlan = new("SELECT parts FROM plans WHERE org = ?1 AND id = ?2");
    private static readonly Sql ReadPart = new("SELECT c.content FROM plan_parts AS p JOIN plan_contents AS c ON c.part = p.number WHERE p.org = ?1 AND p.hash = ?2");

    public async Task KeepAsync(string orgId, KeptPlan plan, CancellationToken cancellationToken)
    {
        var org = await keys.OrgAsync(orgId, cancellationToken);
        await lane.GroupAsync(
            statements =>
            {
                PlanWrite.Run(statements, org, plan);
                PlanUses.NoteInForce(statements, org, plan.Id);
                return plan.Parts.Count;
            },
            cancellationToken);
    }

    public Task<KeptPlan?> FindAsync(string orgId, string planId, CancellationToken cancellationToken) =>
        Task.FromResult(keys.FindOrg(orgId) is { } org ? reads.RunInOneMoment(statements => Find(statements, org, planId)) : null);

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
