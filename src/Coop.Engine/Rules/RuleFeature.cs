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

    /// <param name="creatorId">Who writes it: an API key's or a user's id.</param>
    public Task<Result<CurrentRule>> CreateAsync(string orgId, RuleDraft draft, string creatorId, CancellationToken cancellationToken) =>
        SaveAsync(orgId, Guid.CreateVersion7(time.GetUtcNow()).ToString("n"), null, draft, creatorId, cancellationToken);

    public async Task<Result<CurrentRule>> ReplaceAsync(string orgId, string id, RuleDraft draft, CancellationToken cancellationToken) =>
        await rules.FindAsync(orgId, id, cancellationToken) is { } existing
            ? await SaveAsync(orgId, id, existing, draft, null, cancellationToken)
            : UseProblems.NotFound("rule", id);

    public async Task<Result<string>> DeleteAsync(string orgId, string id, CancellationToken cancellationToken) =>
        await rules.DeleteAsync(orgId, id, cancellationToken) ? id : UseProblems.NotFound("rule", id);

    /// <summary>As a person, who may change what is live, or make something live, only with the permission for live rules.</summary>
    /// <param name="id">The rule it replaces; null for a new one.</param>
    public async Task<Result<CurrentRule>> SaveAsync(Actor actor, string? id, RuleDraft draft, CancellationToken cancellationToken)
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

        return await SaveAsync(actor.OrgId, id ?? Guid.CreateVersion7(time.GetUtcNow()).ToString("n"), existing, draft, actor.PersonId, cancellationToken);
    }

    /// <summary>As a person, who may delete a live rule only with the permission for live rules.</summary>
    public async Task<Result<string>> DeleteAsync(Actor actor, string id, CancellationToken cancellationToken) =>
        await rules.FindAsync(actor.OrgId, id, cancellationToken) is { } existing && Refusal(actor, existing, false) is { } refusal
            ? refusal
            : await DeleteAsync(actor.OrgId, id, cancellationToken);

    private static Problem? Refusal(Actor actor, Rule? existing, bool becomesLive)
    {
        var needed = becomesLive || existing?.Status == RuleStatus.Live ? Permission.MutateLiveRules : Permission.MutateNonLiveRules;
        return actor.May(needed) ? null : PeopleProblems.NotAllowed(needed);
    }

    private async Task<Result<CurrentRule>> SaveAsync(
        string orgId, string id, Rule? existing, RuleDraft draft, string? creatorId, CancellationToken cancellationToken)
    {
        var checkedRule = draft.Validate(id, existing, await surroundings.ReadAsync(orgId, cancellationToken), creatorId, time.GetUtcNow());
        var saved = checkedRule.TryGet(out var rule) ? await rules.SaveAsync(rule, cancellationToken) : checkedRule;
        return saved.TryGet(out var kept) ? Current(kept) : Result<CurrentRule>.Refused(saved.Problems);
    }

    private CurrentRule Current(Rule rule) => new(
        rule, rule.EffectiveStatus(time.GetUtcNow()),
        [.. RuleUses.SignalIds(rule.Conditions).Distinct().Where(id => catalogue.Current.FindSignal(id) is null)]);
}
