using Coop.Engine.Editing;
using Coop.Engine.Integrations;
using Coop.Engine.People;
using Coop.Engine.Problems;
using Coop.Engine.Signals;

namespace Coop.Engine.Rules;

/// <summary>A rule and what stands in its way.</summary>
/// <param name="Status">What counts: EXPIRED once its expiration time has passed.</param>
/// <param name="MissingSignals">Ids of signals that no active integration offers now: their conditions come out unknown.</param>
public sealed record CurrentRule(Rule Rule, RuleStatus Status, IReadOnlyList<string> MissingSignals);

/// <summary>What people do with rules.</summary>
public sealed class RuleFeature(
    ISettingStore<Rule> rules, RuleSurroundingsReader surroundings, IIntegrationCatalogueSource catalogue, ISignalRunner signals, TimeProvider time)
    : ISettingFeature<CurrentRule, RuleDraft>
{
    private readonly MatchingValueChecks _checks = new(signals, time);

    /// <summary>Oldest first: the order in which decisions show them.</summary>
    public async Task<IReadOnlyList<Versioned<CurrentRule>>> ListAsync(string orgId, CancellationToken cancellationToken) =>
        [.. (await rules.ListAsync(orgId, cancellationToken)).OrderBy(rule => rule.Value.CreatedAt).ThenBy(rule => rule.Value.Id, StringComparer.Ordinal).Select(rule => rule.As(Current))];

    public async Task<Result<Versioned<CurrentRule>>> FindAsync(string orgId, string id, CancellationToken cancellationToken) =>
        await rules.FindAsync(orgId, id, cancellationToken) is { } rule ? rule.As(Current) : UseProblems.NotFound("rule", id);

    public Task<Result<Versioned<CurrentRule>>> CreateAsync(Actor actor, RuleDraft draft, CancellationToken cancellationToken) => SaveAsync(
        actor.OrgId,
        null,
        draft,
        (id, around, said) => new SettingEdit<Rule>
        {
            OrgId = actor.OrgId,
            Id = id,
            By = actor.PersonId,
            Change = _ => Checked(actor, id, null, draft, around, said),
            Guards = rule => AsRead(rule, around),
        },
        cancellationToken);

    /// <summary>Whoever changes what is live, or makes something live, needs the permission for live rules: as it is when it is written.</summary>
    public Task<Result<Versioned<CurrentRule>>> ReplaceAsync(Actor actor, string id, RuleDraft draft, string? expectedVersion, CancellationToken cancellationToken) => SaveAsync(
        actor.OrgId,
        id,
        draft,
        (_, around, said) => SettingEdit<Rule>.Replace(actor.OrgId, id, actor.PersonId, expectedVersion ?? draft.Version, now => Checked(actor, id, now.Value, draft, around, said)) with
        {
            Guards = rule => AsRead(rule, around),
        },
        cancellationToken);

    /// <summary>A live rule goes only by somebody with the permission for live rules.</summary>
    public async Task<Result<Versioned<CurrentRule>>> DeleteAsync(Actor actor, string id, string? expectedVersion, CancellationToken cancellationToken) =>
        Shown(await rules.ChangeAsync(
            SettingEdit<Rule>.Delete(actor.OrgId, id, actor.PersonId, expectedVersion, now => Refusal(actor, now.Value, becomesLive: false)), cancellationToken));

    private static Problem? Refusal(Actor actor, Rule? existing, bool becomesLive)
    {
        var needed = becomesLive || existing?.Status == RuleStatus.Live ? Permission.MutateLiveRules : Permission.MutateNonLiveRules;
        return actor.May(needed) ? null : PeopleProblems.NotAllowed(needed);
    }

    /// <summary>What the rule was checked against: fields of item types, parameters of actions, kinds of banks.</summary>
    private static IReadOnlyList<Guard> AsRead(Rule rule, RuleSurroundings around) =>
        [.. rule.Uses().Where(around.Versions.ContainsKey).Select(used => new AsRead(used, around.Versions[used]))];

    private async Task<Result<Versioned<CurrentRule>>> SaveAsync(
        string orgId, string? existingId, RuleDraft draft, Func<string, RuleSurroundings, IReadOnlyList<Problem>, SettingEdit<Rule>> edit, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString("n");
        // Before anything is written: all other writes would wait for an integration's code.
        var existing = existingId is null ? null : await rules.FindAsync(orgId, existingId, cancellationToken);
        var said = await _checks.AskAsync(catalogue.Current, orgId, draft, existing?.Value, cancellationToken);
        return await Judged.UntilSettledAsync(async () =>
            Shown(await rules.ChangeAsync(edit(id, await surroundings.ReadAsync(orgId, cancellationToken), said), cancellationToken)));
    }

    private Result<Rule> Checked(Actor actor, string id, Rule? existing, RuleDraft draft, RuleSurroundings around, IReadOnlyList<Problem> said) =>
        Refusal(actor, existing, WireNames.TryParse<RuleStatus>(draft.Status, out var status) && status == RuleStatus.Live) is { } refusal
            ? refusal
            : draft.Validate(id, existing, around, actor.PersonId, time.GetUtcNow(), said);

    private Result<Versioned<CurrentRule>> Shown(Result<Versioned<Rule>> saved) =>
        saved.TryGet(out var rule) ? rule.As(Current) : Result<Versioned<CurrentRule>>.Refused(saved.Problems);

    private CurrentRule Current(Rule rule) => new(
        rule, rule.EffectiveStatus(time.GetUtcNow()),
        [.. RuleUses.SignalIds(rule.Conditions).Distinct().Where(id => catalogue.Current.FindSignal(id) is null)]);
}
