using Coop.Engine.Deciding;
using Coop.Engine.Integrations;
using Coop.Engine.Plan;
using Coop.Engine.Rules;
using Coop.Engine.Signals;

namespace Coop.Engine.Flow;

/// <summary>Reads everything an organisation decides with, and makes a plan of it.</summary>
public sealed class PlanReader(IPlanSettings settings, ISignalRunner signals, IPlanArchive archive, EvaluationLimits limits, TimeProvider time) : IPlanReader
{
    public async Task<PlanInForce> ReadAsync(string orgId, long revision, IntegrationCatalogue catalogue, PlanInForce? previous, CancellationToken cancellationToken)
    {
        var read = await settings.ReadAsync(orgId, cancellationToken).ConfigureAwait(false);
        var source = new RulesetSource
        {
            OrgId = orgId,
            // Oldest first: the order in which decisions show them.
            Rules = [.. read.Rules.OrderBy(rule => rule.CreatedAt).ThenBy(rule => rule.Id, StringComparer.Ordinal)],
            ItemTypes = read.ItemTypes,
            Actions = read.Actions,
            Policies = read.Policies,
            Banks = read.Banks,
            Catalogue = catalogue,
        };
        var plan = await RulePlan.CompileAsync(source, previous?.Plan, signals, time, limits, cancellationToken).ConfigureAwait(false);
        Tell(plan);
        // Before its first decision, which will name it.
        await archive.KeepAsync(orgId, plan.Kept, cancellationToken).ConfigureAwait(false);
        return new PlanInForce(revision, plan, read.ItemTypes);
    }

    /// <summary>Whoever looks at an integration is told what it does more slowly than it could, as long as that is in force.</summary>
    private static void Tell(RulePlan plan)
    {
        var late = plan.Late.ToDictionary(each => each.Signal, each => each.Lists);
        foreach (var signal in plan.Source.Catalogue.Signals)
        {
            signal.State.LateMatchers.SetInForce(plan.Source.OrgId, late.GetValueOrDefault(signal));
        }
    }
}

public interface IPlanReader
{
    /// <param name="revision">Of the organisation's settings, known before they are read: what is newer is read again, and nothing older can be taken for it.</param>
    /// <param name="previous">The plan in force, of which whatever did not change is kept.</param>
    Task<PlanInForce> ReadAsync(string orgId, long revision, IntegrationCatalogue catalogue, PlanInForce? previous, CancellationToken cancellationToken);
}
