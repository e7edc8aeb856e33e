using Coop.Engine.Actions;
using Coop.Engine.Banks;
using Coop.Engine.Deciding;
using Coop.Engine.Editing;
using Coop.Engine.Integrations;
using Coop.Engine.Items;
using Coop.Engine.Plan;
using Coop.Engine.Policies;
using Coop.Engine.Rules;
using Coop.Engine.Signals;

namespace Coop.Engine.Flow;

/// <summary>Reads everything an organisation decides with, and makes a plan of it.</summary>
public sealed class PlanReader(
    ISettingStore<Rule> rules, ISettingStore<ItemType> itemTypes, ISettingStore<ModerationAction> actions, ISettingStore<Policy> policies, ISettingStore<MatchingBank> banks,
    ISignalRunner signals, IPlanArchive archive, TimeProvider time) : IPlanReader
{
    public async Task<PlanInForce> ReadAsync(string orgId, long revision, IntegrationCatalogue catalogue, PlanInForce? previous, CancellationToken cancellationToken)
    {
        var source = new RulesetSource
        {
            OrgId = orgId,
            // Oldest first: the order in which decisions show them.
            Rules = [.. (await rules.ListValuesAsync(orgId, cancellationToken).ConfigureAwait(false)).OrderBy(rule => rule.CreatedAt).ThenBy(rule => rule.Id, StringComparer.Ordinal)],
            Actions = await actions.ListValuesAsync(orgId, cancellationToken).ConfigureAwait(false),
            Policies = await policies.ListValuesAsync(orgId, cancellationToken).ConfigureAwait(false),
            Banks = await banks.ListValuesAsync(orgId, cancellationToken).ConfigureAwait(false),
            Catalogue = catalogue,
        };
        var types = await itemTypes.ListValuesAsync(orgId, cancellationToken).ConfigureAwait(false);
        var plan = RulePlan.Compile(source, previous?.Plan, signals, time);
        // Before its first decision, which will name it.
        await archive.KeepAsync(orgId, plan.Kept, cancellationToken).ConfigureAwait(false);
        return new PlanInForce(revision, plan, types);
    }
}

public interface IPlanReader
{
    /// <param name="revision">Of the organisation's settings, known before they are read: what is newer is read again, and nothing older can be taken for it.</param>
    /// <param name="previous">The plan in force, of which whatever did not change is kept.</param>
    Task<PlanInForce> ReadAsync(string orgId, long revision, IntegrationCatalogue catalogue, PlanInForce? previous, CancellationToken cancellationToken);
}
