using Coop.Engine.Problems;

namespace Coop.Engine.Orgs;

/// <summary>What people do with their organisation itself.</summary>
public sealed class OrgFeature(IOrgStore orgs)
{
    public async Task<Result<Org>> FindAsync(string orgId, CancellationToken cancellationToken) =>
        await orgs.FindAsync(orgId, cancellationToken) is { } org ? org : Missing(orgId);

    /// <param name="read">What it was called when it was read: another name is not replaced. Null replaces any.</param>
    public async Task<Result<Org>> RenameAsync(string orgId, string? name, string? read, CancellationToken cancellationToken)
    {
        var check = new InputCheck();
        var shown = check.Name(name, "/name", "The name", Org.LongestName);
        if (!NameText.IsLegible(shown))
        {
            check.Add(InputProblems.Invalid("/name", "The name has characters that can not be seen. Type it anew."));
        }

        if (check.Failed)
        {
            return check.Problems;
        }

        while (await orgs.FindAsync(orgId, cancellationToken) is { } now)
        {
            if (read is not null && now.Name != read)
            {
                return new Problem(
                    ResourceCodes.ChangedMeanwhile, ProblemKind.ConcurrentUpdate, "Changed meanwhile",
                    $"Somebody named the organisation '{now.Name}' since it was read. Read it again and repeat your change.");
            }

            if (await orgs.RenameAsync(orgId, shown, now.Name, cancellationToken) is { } org)
            {
                return org;
            }
        }

        return Missing(orgId);
    }

    /// <summary>The key that proves a webhook came from this organisation, as PEM.</summary>
    public async Task<Result<string>> FindVerificationKeyAsync(string orgId, CancellationToken cancellationToken) =>
        await orgs.FindPublicKeyAsync(orgId, cancellationToken) is { } key ? key : Missing(orgId);

    private static Problem Missing(string orgId) => UseProblems.NotFound("organisation", orgId);
}
