using Coop.Engine.Problems;
using Coop.Engine.Rules;

namespace Coop.Engine.Policies;

/// <summary>A policy as somebody wants it to be.</summary>
public sealed record PolicyDraft
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
}

/// <summary>What people do with policies.</summary>
public sealed class PolicyFeature(IPolicyStore policies, IRuleStore rules, TimeProvider time)
{
    private const int LongestText = 100_000;

    /// <summary>As the TypeScript system spells them.</summary>
    public static IReadOnlyCollection<string> Types { get; } =
    [
        "HATE", "VIOLENCE", "HARRASSMENT", "SEXUAL_CONTENT", "SPAM", "DRUG_SALES", "WEAPON_SALES", "TERRORISM", "SEXUAL_EXPLOITATION",
        "SELF_HARM_AND_SUICIDE", "GROOMING", "PROFANITY", "PRIVACY", "FRAUD_AND_DECEPTION",
    ];

    public Task<IReadOnlyList<Policy>> ListAsync(string orgId, CancellationToken cancellationToken) => policies.ListAsync(orgId, cancellationToken);

    /// <summary>By the id of the policy, the rules that enforce it.</summary>
    public Task<ILookup<string, Rule>> UsedByAsync(string orgId, CancellationToken cancellationToken) => RuleUses.ByIdAsync(rules, orgId, rule => rule.PolicyIds, cancellationToken);

    public async Task<Result<Policy>> FindAsync(string orgId, string id, CancellationToken cancellationToken) =>
        await policies.FindAsync(orgId, id, cancellationToken) is { } policy ? policy : UseProblems.NotFound("policy", id);

    public Task<Result<Policy>> CreateAsync(string orgId, PolicyDraft draft, CancellationToken cancellationToken) => SaveAsync(orgId, draft, null, cancellationToken);

    /// <param name="read">The policy as it was read: nothing is saved over another one. Null replaces whatever is there.</param>
    public async Task<Result<Policy>> ReplaceAsync(string orgId, string id, PolicyDraft draft, Policy? read, CancellationToken cancellationToken)
    {
        while ((read ?? await policies.FindAsync(orgId, id, cancellationToken)) is { } existing)
        {
            var saved = await SaveAsync(orgId, draft, existing, cancellationToken);
            if (read is not null || !saved.Problems.Any(problem => problem.Kind == ProblemKind.ConcurrentUpdate))
            {
                return saved;
            }
        }

        return UseProblems.NotFound("policy", id);
    }

    public async Task<Result<Policy>> DeleteAsync(string orgId, string id, CancellationToken cancellationToken)
    {
        var all = await policies.ListAsync(orgId, cancellationToken);
        if (all.FirstOrDefault(p => p.Id == id) is not { } policy)
        {
            return UseProblems.NotFound("policy", id);
        }

        var users = await RuleUses.OfAsync(rules, orgId, rule => RuleUses.UsesPolicy(rule, id), cancellationToken);
        List<string> everyone = [.. users, .. all.Where(p => p.ParentId == id).Select(p => $"the policy '{p.Name}', whose parent it is")];
        if (everyone.Count > 0)
        {
            return UseProblems.InUse("policy", policy.Name, everyone);
        }

        await policies.DeleteAsync(orgId, id, cancellationToken);
        return policy;
    }

    private async Task<Result<Policy>> SaveAsync(string orgId, PolicyDraft draft, Policy? existing, CancellationToken cancellationToken)
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
            Id = existing?.Id ?? Guid.CreateVersion7(time.GetUtcNow()).ToString("n"),
            OrgId = orgId,
            Name = name,
            ParentId = draft.ParentId,
            PolicyText = check.OptionalText(draft.PolicyText, "/policyText", "The policy text", LongestText),
            EnforcementGuidelines = check.OptionalText(draft.EnforcementGuidelines, "/enforcementGuidelines", "The guidelines", LongestText),
            PolicyType = draft.PolicyType,
            Penalty = draft.Penalty ?? Penalties.None,
            SemanticVersion = (existing?.SemanticVersion ?? 0) + 1,
        };
        // Where it stands is looked at once more when it is written: two that are moved below each other at once would both vanish.
        if (PolicyTree.Refusal(policy, await policies.ListAsync(orgId, cancellationToken)) is { } refusal)
        {
            check.Add(refusal);
        }

        return check.Failed ? check.Problems : await policies.SaveAsync(policy, existing, all => PolicyTree.Refusal(policy, all), cancellationToken);
    }
}
