using Coop.Engine.Actions;
using Coop.Engine.Problems;

namespace Coop.Engine.Deciding;

/// <summary>A decision with its reasons and what became of its actions.</summary>
/// <param name="Rules">The notable ones, in rule order.</param>
/// <param name="Executions">Empty in lists.</param>
public sealed record ExplainedDecision(Decision Decision, IReadOnlyList<ExplainedRule> Rules, IReadOnlyList<ActionExecution> Executions)
{
    /// <summary>What it was made with: it knows what things were called then. Null in lists, and when it is not kept any more.</summary>
    public PlanRecord? Plan { get; init; }

    /// <summary>By id, what rules that were left out were called. Empty in lists.</summary>
    public IReadOnlyDictionary<string, string> NotRunNames { get; init; } = new Dictionary<string, string>();
}

/// <summary>How people look decisions up.</summary>
public sealed class DecisionFeature(IDecisionStore decisions, DecisionExplanations explanations)
{
    public const int Most = 200;

    /// <summary>Newest first: of one item, or of all.</summary>
    /// <param name="itemId">Null for all items.</param>
    /// <param name="before">The id of the last decision of the page before.</param>
    /// <param name="limit">1 to <see cref="Most"/>.</param>
    public async Task<Result<IReadOnlyList<ExplainedDecision>>> ListAsync(
        string orgId, string? itemId, string? before, int limit, CancellationToken cancellationToken)
    {
        if (Mistake(itemId, limit) is { } mistake)
        {
            return mistake;
        }

        var listed = itemId is null
            ? await decisions.ListAsync(orgId, before, limit, cancellationToken)
            : await decisions.ListByItemAsync(orgId, itemId, before, limit, cancellationToken);
        if (listed is not { } page)
        {
            return NoneBefore(before);
        }

        var rules = await explanations.ExplainAsync(orgId, page, all: false, cancellationToken);
        return Result<IReadOnlyList<ExplainedDecision>>.Of([.. page.Zip(rules, (decision, notable) => new ExplainedDecision(decision, notable, []))]);
    }

    /// <summary>As <see cref="ListAsync"/>, without the conditions: for lists.</summary>
    /// <param name="before">The id of the last decision of the page before.</param>
    public async Task<Result<IReadOnlyList<DecisionSummary>>> ListSummariesAsync(
        string orgId, string? itemId, string? before, int limit, CancellationToken cancellationToken) =>
        Mistake(itemId, limit) is { } mistake ? mistake
        : await decisions.ListSummariesAsync(orgId, itemId, before, limit, cancellationToken) is { } page ? Result<IReadOnlyList<DecisionSummary>>.Of(page)
        : NoneBefore(before);

    /// <summary>Where a rule passed, among the organisation's latest decisions.</summary>
    public Task<RecentMatches> ListMatchesAsync(string orgId, string ruleId, CancellationToken cancellationToken) =>
        decisions.ListMatchesAsync(orgId, ruleId, Most, cancellationToken);

    public async Task<Result<ExplainedDecision>> FindAsync(string orgId, string id, CancellationToken cancellationToken)
    {
        if (await decisions.FindAsync(orgId, id, cancellationToken) is not { } decision)
        {
            return UseProblems.NotFound("decision", id);
        }

        var rules = await explanations.ExplainAsync(orgId, [decision], all: false, cancellationToken);
        var plan = await explanations.FindPlanAsync(orgId, decision.PlanId, cancellationToken);
        return new ExplainedDecision(decision, rules[0], await decisions.ListExecutionsAsync(orgId, id, cancellationToken))
        {
            Plan = plan,
            NotRunNames = await explanations.NamesOfNotRunAsync(orgId, decision, plan, cancellationToken),
        };
    }

    /// <summary>Every rule that looked at the item, in rule order.</summary>
    /// <param name="skip">How many were seen already.</param>
    /// <param name="limit">1 to <see cref="Most"/>.</param>
    public async Task<Result<IReadOnlyList<RanRule>>> ListRulesAsync(string orgId, string id, int skip, int limit, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > Most)
        {
            return InputProblems.OutOfRange("", "The query parameter limit", 1, Most);
        }

        if (skip < 0)
        {
            return InputProblems.OutOfRange("", "The query parameter skip", 0, int.MaxValue);
        }

        return await decisions.FindAsync(orgId, id, cancellationToken) is { } decision
            ? Result<IReadOnlyList<RanRule>>.Of(await explanations.ListAsync(orgId, decision, skip, limit, cancellationToken))
            : UseProblems.NotFound("decision", id);
    }

    /// <summary>Why one rule came out as it did, matched or not, to the last condition.</summary>
    public async Task<Result<ExplainedRule>> ExplainAsync(string orgId, string id, string ruleId, CancellationToken cancellationToken)
    {
        if (await decisions.FindAsync(orgId, id, cancellationToken) is not { } decision)
        {
            return UseProblems.NotFound("decision", id);
        }

        return await explanations.ExplainAsync(orgId, decision, ruleId, cancellationToken) is { } explained
            ? explained
            : UseProblems.NotFound("rule of this decision", ruleId);
    }

    /// <summary>What would give an empty list that looks like the end.</summary>
    private static Problem? Mistake(string? itemId, int limit) =>
        limit is < 1 or > Most ? InputProblems.OutOfRange("", "The query parameter limit", 1, Most)
        : itemId is "" ? InputProblems.Invalid("", "The query parameter itemId is empty. Name an item, or leave it out for the decisions of all.")
        : null;

    /// <summary>That would look like the end, too.</summary>
    private static Problem NoneBefore(string? before) => InputProblems.Invalid(
        "", $"The query parameter before must be the id of a decision, the last one of the page before; there is none '{before}', or none any more. Leave it out to begin with the newest.");
}
