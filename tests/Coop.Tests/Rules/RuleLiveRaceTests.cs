using System.Text.Json;
using Coop.Engine.Editing;
using Coop.Engine.Integrations;
using Coop.Engine.People;
using Coop.Engine.Problems;
using Coop.Engine.Rules;
using Coop.Engine.Signals;
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
        var saved = await feature.ReplaceAsync(actor, id, draft, null, Cancel);
        Assert.Equal(refusal, saved.Problems.SingleOrDefault()?.Code);
        Assert.Equal(left, (await Rules.FindAsync(actor.OrgId, id, Cancel))!.Value.Status);
    }

    [Theory]
    [InlineData(Role.Analyst, "people.not-allowed")]
    [InlineData(Role.RulesManager, null)]
    public async Task What_went_live_meanwhile_is_deleted_only_by_somebody_who_may(Role role, string? refusal)
    {
        var (feature, actor, id, _) = await FurnishAsync(role);
        var deleted = await feature.DeleteAsync(actor, id, null, Cancel);
        Assert.Equal(refusal, deleted.Problems.SingleOrDefault()?.Code);
        Assert.Equal(refusal is null, await Rules.FindAsync(actor.OrgId, id, Cancel) is null);
    }

    private ISettingStore<Rule> Rules => fixture.Server.Get<ISettingStore<Rule>>();

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
        var made = (await fixture.Server.Get<RuleFeature>().CreateAsync(new Actor(moderation.Org.Id, "author", Role.Admin), draft, Cancel)).Value.Value.Rule;
        var feature = new RuleFeature(
            new GoesLiveFirst(Rules), fixture.Server.Get<RuleSurroundingsReader>(), fixture.Server.Get<IIntegrationCatalogueSource>(), fixture.Server.Get<ISignalRunner>(), TimeProvider.System);
        return (feature, new Actor(moderation.Org.Id, "somebody", role), made.Id, draft);
    }

    /// <summary>Somebody else makes the rule live just before it is written.</summary>
    private sealed class GoesLiveFirst(ISettingStore<Rule> rules) : ISettingStore<Rule>
    {
        public Task<IReadOnlyList<Versioned<Rule>>> ListAsync(string orgId, CancellationToken cancellationToken) => rules.ListAsync(orgId, cancellationToken);

        public Task<Versioned<Rule>?> FindAsync(string orgId, string id, CancellationToken cancellationToken) => rules.FindAsync(orgId, id, cancellationToken);

        public async Task<Result<Versioned<Rule>>> ChangeAsync(SettingEdit<Rule> edit, CancellationToken cancellationToken)
        {
            await rules.ChangeAsync(SettingEdit<Rule>.Replace(edit.OrgId, edit.Id, "other", null, now => now.Value with { Status = RuleStatus.Live }), cancellationToken);
            return await rules.ChangeAsync(edit, cancellationToken);
        }
    }
}
