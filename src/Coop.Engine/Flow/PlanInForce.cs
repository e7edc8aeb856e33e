using System.Collections.Frozen;
using Coop.Engine.Actions;
using Coop.Engine.Deciding;
using Coop.Engine.Integrations;
using Coop.Engine.Items;
using Coop.Engine.Plan;
using Coop.Engine.Policies;
using Coop.Engine.Rules;
using Coop.Engine.Signals;

namespace Coop.Engine.Flow;

/// <summary>What an organisation decides with, as it was at one revision and with one catalogue. Immutable; replaced whole.</summary>
public sealed class PlanInForce
{
    private readonly bool _hasUntried;

    internal PlanInForce(long revision, RulePlan plan, IReadOnlyList<ItemType> itemTypes)
    {
        (Revision, Plan) = (revision, plan);
        _hasUntried = plan.Late.Any(late => late.Lists.Untried > 0) || Array.Exists(plan.Measurements, each => each.Doubt == MatchingDoubt.Suspect);
        var source = plan.Source;
        ItemTypes = itemTypes.ToFrozenDictionary(type => type.Id, StringComparer.Ordinal);
        ItemTypeIds = ItemTypes.Keys.ToFrozenSet(StringComparer.Ordinal);
        Actions = source.Actions.ToFrozenDictionary(action => action.Id, StringComparer.Ordinal);
        Policies = source.Policies.ToFrozenDictionary(policy => policy.Id, StringComparer.Ordinal);
        DailyLimits = source.Rules.Where(rule => rule.MaxDailyActions is not null)
            .ToFrozenDictionary(rule => rule.Id, rule => rule.MaxDailyActions!.Value, StringComparer.Ordinal);
    }

    public long Revision { get; }

    public IntegrationCatalogue Catalogue => Source.Catalogue;

    public RulesetSource Source => Plan.Source;

    public RulePlan Plan { get; }

    /// <summary>
    /// Whether lists could not be given to an author's code for want of a thread, its matcher of them was stopped, or it is not known yet which of them it hangs with: a plan made
    /// later may have them, or have them together again.
    /// </summary>
    internal bool HasUntried
    {
        get => _hasUntried || Plan.HasStopped;
        init => _hasUntried = value;
    }

    public IReadOnlyDictionary<string, ItemType> ItemTypes { get; }

    public IReadOnlySet<string> ItemTypeIds { get; }

    public IReadOnlyDictionary<string, ModerationAction> Actions { get; }

    public IReadOnlyDictionary<string, Policy> Policies { get; }

    /// <summary>By rule, how often it may act on a day; only of rules that have a limit.</summary>
    internal IReadOnlyDictionary<string, int> DailyLimits { get; }

    /// <summary>
    /// Measures what the rules ask for, on the caller's thread as far as nothing has to be waited for; of an item that is tried alone, away from it. Daily limits are not looked
    /// at: <see cref="Decide"/> does, as often as it must, without anything being measured again.
    /// </summary>
    /// <param name="lent">What has the caller's thread, set before it has it.</param>
    internal ValueTask<PlanResult> RunHereAsync(Item item, out PlanRun? lent, CancellationToken cancellationToken)
    {
        lent = null;
        return Naming.Current is null
            ? Plan.RunHereAsync(EvaluationSubject.Of(item), out lent, cancellationToken)
            : RunAwayAsync(item, cancellationToken);
    }

    /// <summary>The same for a thread that nobody looks after: whatever an author's code does, it is not kept.</summary>
    internal ValueTask<PlanResult> RunAwayAsync(Item item, CancellationToken cancellationToken) => new(Plan.RunAwayAsync(EvaluationSubject.Of(item), cancellationToken));

    /// <param name="submissionId">Also the decision's id; null for a dry run.</param>
    /// <param name="spent">Rules whose daily limit is reached.</param>
    internal Decision Decide(PlanResult result, string? submissionId, IReadOnlySet<string> spent) =>
        Plan.Decide(result, submissionId is null ? DecisionIds.DryRun(result.At) : DecisionIds.Of(submissionId), spent);

    /// <summary>A decision with all that follows from it, to be stored.</summary>
    internal DecisionCommit CommitOf(StreamItem received, Item item, Decision decision) => decision is { Actions.Count: 0, Reviews.Count: 0 }
        ? new DecisionCommit { Item = received, Decision = decision, Plan = Plan.Kept }
        : Consequences.Of(received, decision, Plan.Kept, item, Actions, Policies, Plan.ClaimsOf(decision));
}
