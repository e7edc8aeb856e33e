using System.Collections.Frozen;
using Coop.Engine.Actions;
using Coop.Engine.Deciding;
using Coop.Engine.Integrations;
using Coop.Engine.Items;
using Coop.Engine.Policies;
using Coop.Engine.Rules;
using Coop.Engine.Rules.Evaluation;

namespace Coop.Engine.Flow;

/// <summary>What an organisation decides with, as it was at one revision and with one catalogue. Immutable; replaced whole.</summary>
public sealed class PlanInForce
{
    private readonly Ruleset _ruleset;

    internal PlanInForce(long revision, RulesetSource source, IReadOnlyList<ItemType> itemTypes, Ruleset ruleset)
    {
        (Revision, Source, _ruleset) = (revision, source, ruleset);
        ItemTypes = itemTypes.ToFrozenDictionary(type => type.Id, StringComparer.Ordinal);
        ItemTypeIds = ItemTypes.Keys.ToFrozenSet(StringComparer.Ordinal);
        Actions = source.Actions.ToFrozenDictionary(action => action.Id, StringComparer.Ordinal);
        Policies = source.Policies.ToFrozenDictionary(policy => policy.Id, StringComparer.Ordinal);
        DailyLimits = source.Rules.Where(rule => rule.MaxDailyActions is not null)
            .ToFrozenDictionary(rule => rule.Id, rule => rule.MaxDailyActions!.Value, StringComparer.Ordinal);
    }

    public long Revision { get; }

    public IntegrationCatalogue Catalogue => Source.Catalogue;

    public RulesetSource Source { get; }

    public IReadOnlyDictionary<string, ItemType> ItemTypes { get; }

    public IReadOnlySet<string> ItemTypeIds { get; }

    public IReadOnlyDictionary<string, ModerationAction> Actions { get; }

    public IReadOnlyDictionary<string, Policy> Policies { get; }

    /// <summary>By rule, how often it may act on a day; only of rules that have a limit.</summary>
    internal IReadOnlyDictionary<string, int> DailyLimits { get; }

    /// <summary>Measures what the rules ask for. Daily limits are not looked at: <see cref="Decide"/> does, as often as it must, without anything being measured again.</summary>
    internal Task<RulesetEvaluation> RunAsync(Item item, CancellationToken cancellationToken) =>
        _ruleset.EvaluateAsync(EvaluationSubject.Of(item), null, cancellationToken);

    /// <param name="submissionId">Also the decision's id; null for a dry run.</param>
    /// <param name="spent">Rules whose daily limit is reached.</param>
    internal Decision Decide(RulesetEvaluation result, string? submissionId, IReadOnlySet<string> spent) =>
        DecisionMaking.Decide(Source, spent.Count == 0 ? result : result with { Rules = [.. result.Rules.Where(rule => !spent.Contains(rule.Rule.Id))] }, submissionId);

    /// <summary>A decision with all that follows from it, to be stored.</summary>
    internal DecisionCommit CommitOf(StreamItem received, Item item, Decision decision) => decision is { Actions.Count: 0, Reviews.Count: 0 }
        ? new DecisionCommit { Item = received, Decision = decision }
        : Consequences.Of(received, decision, item, Actions, Policies, ClaimsOf(decision));

    private List<QuotaClaim> ClaimsOf(Decision decision) => DailyLimits.Count == 0
        ? []
        :
        [
            .. decision.Actions.SelectMany(action => action.RuleIds).Distinct(StringComparer.Ordinal)
                .Where(DailyLimits.ContainsKey).Select(ruleId => new QuotaClaim(ruleId, DailyLimits[ruleId])),
        ];
}
