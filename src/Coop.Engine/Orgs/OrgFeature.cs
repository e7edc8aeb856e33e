using Coop.Engine.Problems;

namespace Coop.Engine.Orgs;

/// <summary>What people do with their organisation itself.</summary>
public sealed class OrgFeature(IOrgStore orgs)
{
    public async Task<Result<Org>> FindAsync(string orgId, CancellationToken cancellationToken) =>
        await orgs.FindAsync(orgId, cancellationToken) is { } org ? org : Missing(orgId);

    public async Task<Result<Org>> RenameAsync(string orgId, string? name, CancellationToken cancellationToken)
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

        return await orgs.RenameAsync(orgId, shown, cancellationToken) is { } org ? org : Missing(orgId);
    }

    /// <summary>The key that proves a webhook came from this organisation, as PEM.</summary>
    public async Task<Result<string>> FindVerificationKeyAsync(string orgId, CancellationToken cancellationToken) =>
        await orgs.FindPublicKeyAsync(orgId, cancellationToken) is { } key ? key : Missing(orgId);

    private static Problem Missing(string orgId) => UseProblems.NotFound("organisation", orgId);
}
