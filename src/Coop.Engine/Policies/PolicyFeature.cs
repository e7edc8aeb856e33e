using Coop.Engine.Editing;
using Coop.Engine.People;
using Coop.Engine.Problems;
using Coop.Engine.Uses;

namespace Coop.Engine.Policies;

/// <summary>A policy as somebody wants it to be.</summary>
public sealed record PolicyDraft : ISettingDraft
{
    /// <summary>Unique in the organisation.</summary>
    public string? Name { get; init; }

    /// <summary>The policy this one refines.</summary>
    public string? ParentId { get; init; }

    public string? PolicyText { get; init; }

    public string? EnforcementGuidelines { get; init; }

    /// <summary>One of the known policy types, such as SPAM.</summary>
    public string? PolicyType { get; init; }

    /// <summary>NONE, LOW, MEDIUM, HIGH or SEVERE; NONE when left out.</summary>
    public string? Penalty { get; init; }

    /// <summary>The version this replaces, as it was read; left out, whatever is there is replaced.</summary>
    public string? Version { get; init; }
}

/// <summary>What people do with policies.</summary>
public sealed class PolicyFeature(ISettingStore<Policy> policies, IUses uses, TimeProvider time) : ISettingFeature<Policy, PolicyDraft>
{
    private const int LongestText = 100_000;

    /// <summary>As the TypeScript system spells them.</summary>
    public static IReadOnlyCollection<string> Types { get; } =
    [
        "HATE", "VIOLENCE", "HARRASSMENT", "SEXUAL_CONTENT", "SPAM", "DRUG_SALES", "WEAPON_SALES", "TERRORISM", "SEXUAL_EXPLOITATION",
        "SELF_HARM_AND_SUICIDE", "GROOMING", "PROFANITY", "PRIVACY", "FRAUD_AND_DECEPTION",
    ];

    public Task<IReadOnlyList<Versioned<Policy>>> ListAsync(string orgId, CancellationToken cancellationToken) => policies.ListAsync(orgId, cancellationToken);

    /// <summary>By the id of the policy, the rules that enforce it and the policies below it.</summary>
    public Task<ILookup<string, Use>> UsedByAsync(string orgId, CancellationToken cancellationToken) => uses.OfAllAsync(orgId, SettingKind.Policy, cancellationToken);

    public async Task<Result<Versioned<Policy>>> FindAsync(string orgId, string id, CancellationToken cancellationToken) =>
        await policies.FindAsync(orgId, id, cancellationToken) is { } policy ? policy : UseProblems.NotFound("policy", id);

    public async Task<Result<Versioned<Policy>>> CreateAsync(Actor actor, PolicyDraft draft, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString("n");
        var made = Check(draft, id, actor.OrgId, existing: null);
        return made.TryGet(out var policy)
            ? await policies.ChangeAsync(SettingEdit<Policy>.Create(actor.PersonId, policy, Place(id, draft)), cancellationToken)
            : await WithPlaceAsync(made.Problems, actor.OrgId, id, draft, cancellationToken);
    }

    public async Task<Result<Versioned<Policy>>> ReplaceAsync(Actor actor, string id, PolicyDraft draft, string? expectedVersion, CancellationToken cancellationToken)
    {
        var edit = SettingEdit<Policy>.Replace(
            actor.OrgId, id, actor.PersonId, expectedVersion ?? draft.Version, now => Check(draft, id, actor.OrgId, now.Value), Place(id, draft));
        var saved = await policies.ChangeAsync(edit, cancellationToken);
        return saved.TryGet(out _) ? saved : await WithPlaceAsync(saved.Problems, actor.OrgId, id, draft, cancellationToken);
    }

    public Task<Result<Versioned<Policy>>> DeleteAsync(Actor actor, string id, string? expectedVersion, CancellationToken cancellationToken) =>
        policies.ChangeAsync(SettingEdit<Policy>.Delete(actor.OrgId, id, actor.PersonId, expectedVersion), cancellationToken);

    /// <summary>Whoever has to correct something is told at once when the place is wrong, too.</summary>
    private async Task<Result<Versioned<Policy>>> WithPlaceAsync(IReadOnlyList<Problem> problems, string orgId, string id, PolicyDraft draft, CancellationToken cancellationToken)
    {
        if (draft.ParentId is not { } parent || problems.Any(problem => problem.Kind != ProblemKind.InvalidInput || problem.Pointer == "/parentId"))
        {
            return Result<Versioned<Policy>>.Refused(problems);
        }

        var parents = (await policies.ListAsync(orgId, cancellationToken)).ToDictionary(policy => policy.Value.Id, policy => policy.Value.ParentId);
        return Result<Versioned<Policy>>.Refused(PolicyTree.Refusal(id, parent, parents) is { } place ? [.. problems, place] : problems);
    }

    private static Guard[] Place(string id, PolicyDraft draft) => draft.ParentId is { } parent ? [new BelowPolicy(id, parent)] : [];

    private static Result<Policy> Check(PolicyDraft draft, string id, string orgId, Policy? existing)
    {
        var check = new InputCheck();
        var name = check.Name(draft.Name, "/name", "The name");
        if (draft.PolicyType is { } type && !Types.Contains(type))
        {
            check.Add(InputProblems.NotOneOf("/policyType", "The policy type", type, Types));
        }

        if (draft.Penalty is { } penalty && !Penalties.All.Contains(penalty))
        {
            check.Add(InputProblems.NotOneOf("/penalty", "The penalty", penalty, Penalties.All));
        }

        var policy = new Policy
        {
            Id = id,
            OrgId = orgId,
            Name = name,
            ParentId = draft.ParentId,
            PolicyText = check.OptionalText(draft.PolicyText, "/policyText", "The policy text", LongestText),
            EnforcementGuidelines = check.OptionalText(draft.EnforcementGuidelines, "/enforcementGuidelines", "The guidelines", LongestText),
            PolicyType = draft.PolicyType,
            Penalty = draft.Penalty ?? Penalties.None,
            SemanticVersion = (existing?.SemanticVersion ?? 0) + 1,
        };
        return check.Failed ? check.Problems : policy;
    }
}
