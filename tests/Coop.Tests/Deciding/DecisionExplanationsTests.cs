using Coop.Engine.Deciding;
using Coop.Engine.Rules;
using Coop.Tests.Rules;
using static Coop.Tests.Rules.World;

namespace Coop.Tests.Deciding;

/// <summary>What is read to explain decisions is kept for a while, and not thrown away all at once.</summary>
public sealed class DecisionExplanationsTests
{
    private const int MostVersions = 20_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_looked_at_again_and_again_is_not_read_again_for_what_others_look_at()
    {
        var rules = new CountingVersions();
        var explanations = new DecisionExplanations(new NoPlans(), rules);
        await explanations.ListAsync(OrgId, Ran("often"), 0, 1, Cancel);
        for (var each = 0; each < MostVersions * 2; each += 1_000)
        {
            await explanations.ListAsync(OrgId, Ran([.. Enumerable.Range(each, 1_000).Select(rule => $"r{rule}")]), 0, 1_000, Cancel);
            await explanations.ListAsync(OrgId, Ran("often"), 0, 1, Cancel);
        }

        Assert.Equal(1, rules.Read["often"]);
        Assert.Equal(1, rules.Read["r39999"]);
    }

    [Fact]
    public async Task More_than_are_kept_are_explained_at_once()
    {
        var rules = new CountingVersions();
        string[] ids = [.. Enumerable.Range(0, MostVersions + 10).Select(rule => $"r{rule}")];
        var explained = await new DecisionExplanations(new NoPlans(), rules).ListAsync(OrgId, Ran(ids), 0, ids.Length, Cancel);
        Assert.Equal(ids.Length, explained.Count);
        Assert.All(ids, id => Assert.Equal(1, rules.Read[id]));
    }

    private static Decision Ran(params string[] rules) => new()
    {
        Id = "d",
        OrgId = OrgId,
        ItemId = "item-1",
        ItemTypeId = Post.Id,
        DecidedAt = Now,
        PlanId = "gone",
        Ran = rules.Length,
        Rules = [.. rules.Select(id => new RuleOutcome(id, id, "v1", RuleEnvironment.Live, ConditionOutcome.Passed, UsedFallback: false))],
        Actions = [],
    };

    private sealed class NoPlans : IPlanArchive
    {
        public Task KeepAsync(string orgId, KeptPlan plan, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<KeptPlan?> FindAsync(string orgId, string planId, CancellationToken cancellationToken) => Task.FromResult<KeptPlan?>(null);
    }

    private sealed class CountingVersions : IRuleVersions
    {
        private static readonly Rule Any = new World().AddRule($$"""{ "conjunction": "AND", "conditions": [{ "input": {{Field("flag")}} }] }""");

        public Dictionary<string, int> Read { get; } = [];

        public Task<IReadOnlyList<Rule>> ListVersionsAsync(string orgId, IReadOnlyCollection<RuleVersion> wanted, CancellationToken cancellationToken)
        {
            foreach (var version in wanted)
            {
                Read[version.RuleId] = Read.GetValueOrDefault(version.RuleId) + 1;
            }

            return Task.FromResult<IReadOnlyList<Rule>>([.. wanted.Select(version => Any with { Id = version.RuleId, Version = version.Version })]);
        }
    }
}
