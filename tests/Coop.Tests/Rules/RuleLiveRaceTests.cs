using System.Text.Json;
using Coop.Engine.Integrations;
using Coop.Engine.People;
using Coop.Engine.Problems;
using Coop.Engine.Rules;
using Coop.Tests.Server;
using Coop.Tests.Support;

namespace Coop.Tests.Rules;

/// <summary>A rule goes live between the look at it and the write: whoever may not change live rules is refused all the same.</summary>
public sealed class RuleLiveRaceTests(FirstPartyServer fixture) : IClassFixture<FirstPartyServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Role.Analyst, "people.not-allowed", RuleStatus.Live)]
    [InlineData(Role.RulesManager, null, RuleStatus.Draft)]
    public async Task What_went_live_meanwhile_is_replaced_only_by_somebody_who_may(Role role, string? refusal, RuleStatus left)
    {
        var (feature, actor, id, draft) = await FurnishAsync(role);
        var saved = await feature.SaveAsync(actor, id, draft, Cancel);
        Assert.Equal(refusal, saved.Problems.SingleOrDefault()?.Code);
        Assert.Equal(left, (await Rules.FindAsync(actor.OrgId, id, Cancel))!.Status);
    }

    [Theory]
    [InlineData(Role.Analyst, "people.not-allowed")]
    [InlineData(Role.RulesManager, null)]
    public async Task What_went_live_meanwhile_is_deleted_only_by_somebody_who_may(Role role, string? refusal)
    {
        var (feature, actor, id, _) = await FurnishAsync(role);
        var deleted = await feature.DeleteAsync(actor, id, Cancel);
        Assert.Equal(refusal, deleted.Problems.SingleOrDefault()?.Code);
        Assert.Equal(refusal is null, await Rules.FindAsync(actor.OrgId, id, Cancel) is null);
    }

    private IRuleStore Rules => fixture.Server.Get<IRuleStore>();

    private async Task<(RuleFeature Feature, Actor Actor, string Id, RuleDraft Draft)> FurnishAsync(Role role)
    {
        var moderation = new Moderation(await fixture.Server.CreateOrgAsync());
        var draft = new RuleDraft
        {
            Name = "Has no text",
            Status = "DRAFT",
            ItemTypeIds = [await moderation.PostTypeAsync()],
            Conditions = JsonElement.Parse("""
                { "conjunction": "AND", "conditions": [ { "input": { "type": "CONTENT_COOP_INPUT", "name": "All text" }, "comparator": "IS_NOT_PROVIDED" } ] }
                """),
        };
        var made = (await fixture.Server.Get<RuleFeature>().SaveAsync(new Actor(moderation.Org.Id, "author", Role.Admin), null, draft, Cancel)).Value.Rule;
        var feature = new RuleFeature(
            new GoesLiveOnceLookedAt(Rules), fixture.Server.Get<RuleSurroundingsReader>(), fixture.Server.Get<IIntegrationCatalogueSource>(), TimeProvider.System);
        return (feature, new Actor(moderation.Org.Id, "somebody", role), made.Id, draft);
    }

    /// <summary>After the first look somebody else makes the rule live, as if they had been quicker.</summary>
    private sealed class GoesLiveOnceLookedAt(IRuleStore rules) : IRuleStore
    {
        private bool _wasLookedAt;

        public Task<IReadOnlyList<Rule>> ListAsync(string orgId, CancellationToken cancellationToken) => rules.ListAsync(orgId, cancellationToken);

        public async Task<Rule?> FindAsync(string orgId, string id, CancellationToken cancellationToken)
        {
            var found = await rules.FindAsync(orgId, id, cancellationToken);
            if (!_wasLookedAt && found is not null)
            {
                _wasLookedAt = true;
                await rules.SaveAsync(found with { Status = RuleStatus.Live, Version = found.Version + "+" }, null, cancellationToken);
            }

            return found;
        }

        public Task<Result<Rule>> SaveAsync(Rule rule, string? replaces, CancellationToken cancellationToken) => rules.SaveAsync(rule, replaces, cancellationToken);

        public Task<bool> DeleteAsync(string orgId, string id, string version, CancellationToken cancellationToken) => rules.DeleteAsync(orgId, id, version, cancellationToken);
    }
}
