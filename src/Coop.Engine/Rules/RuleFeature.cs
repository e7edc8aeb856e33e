using Coop.Engine.Integrations;
using Coop.Engine.People;
using Coop.Engine.Problems;

namespace Coop.Engine.Rules;

/// <summary>A rule and what stands in its way.</summary>
/// <param name="Status">What counts: EXPIRED once its expiration time has passed.</param>
/// <param name="MissingSignals">Ids of signals that no active integration offers now: their conditions come out unknown.</param>
public sealed record CurrentRule(Rule Rule, RuleStatus Status, IReadOnlyList<string> MissingSignals);

/// <summary>What people do with rules.</summary>
public sealed class RuleFeature(IRuleStore rules, RuleSurroundingsReader surroundings, IIntegrationCatalogueSource catalogue, TimeProvider time)
{
    public async Task<IReadOnlyList<CurrentRule>> ListAsync(string orgId, CancellationToken cancellationToken) =>
        [.. (await rules.ListAsync(orgId, cancellationToken)).Select(Current)];

    public async Task<Result<CurrentRule>> FindAsync(string orgId, string id, CancellationToken cancellationToken) =>
        await rules.FindAsync(orgId, id, cancellationToken) is { } rule ? Current(rule) : UseProblems.NotFound("rule", id);

    /// <summary>Whoever changes what is live, or makes something live, needs the permission for live rules.</summary>
    /// <param name="id">The rule it replaces; null for a new one.</param>
    public async Task<Result<CurrentRule>> SaveAsync(Actor actor, string? id, RuleDraft draft, CancellationToken cancellationToken)
    {
        while (true)
        {
            var existing = id is null ? null : await rules.FindAsync(actor.OrgId, id, cancellationToken);
            if (id is not null && existing is null)
            {
                return UseProblems.NotFound("rule", id);
            }

            if (Refusal(actor, existing, WireNames.TryParse<RuleStatus>(draft.Status, out var status) && status == RuleStatus.Live) is { } refusal)
            {
                return refusal;
            }

            var saved = await SaveAsync(actor.OrgId, id ?? Guid.CreateVersion7(time.GetUtcNow()).ToString("n"), existing, draft, actor.PersonId, cancellationToken);
            if (draft.Version is not null || !saved.Problems.Any(problem => problem.Kind == ProblemKind.ConcurrentUpdate))
            {
                return saved;
            }

            // It may be live since it was looked at: whoever does not mind what it replaces is asked once more whether they may.
        }
    }

    /// <summary>A live rule goes only by somebody with the permission for live rules.</summary>
    public async Task<Result<string>> DeleteAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        while (await rules.FindAsync(actor.OrgId, id, cancellationToken) is { } existing)
        {
            if (Refusal(actor, existing, false) is { } refusal)
            {
                return refusal;
            }

            if (await rules.DeleteAsync(actor.OrgId, id, existing.Version, cancellationToken))
            {
                return id;
            }
        }

        return UseProblems.NotFound("rule", id);
    }

    private static Problem? Refusal(Actor actor, Rule? existing, bool becomesLive)
    {
        var needed = becomesLive || existing?.Status == RuleStatus.Live ? Permission.MutateLiveRules : Permission.MutateNonLiveRules;
        return actor.May(needed) ? null : PeopleProblems.NotAllowed(needed);
    }

    private async Task<Result<CurrentRule>> SaveAsync(
        string orgId, string id, Rule? existing, RuleDraft draft, string? creatorId, CancellationToken cancellationToken)
    {
        var checkedRule = draft.Validate(id, existing, await surroundings.ReadAsync(orgId, cancellationToken), creatorId, time.GetUtcNow());
        var saved = checkedRule.TryGet(out var rule) ? await rules.SaveAsync(rule, existing is null ? null : draft.Version ?? existing.Version, cancellationToken) : checkedRule;
        return saved.TryGet(out var kept) ? Current(kept) : Result<CurrentRule>.Refused(saved.Problems);
    }

    private CurrentRule Current(Rule rule) => new(
        rule, rule.EffectiveStatus(time.GetUtcNow()),
        [.. RuleUses.SignalIds(rule.Conditions).Distinct().Where(id => catalogue.Current.FindSignal(id) is null)]);
}
