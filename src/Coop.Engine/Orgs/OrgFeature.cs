using Coop.Engine.Editing;
using Coop.Engine.Problems;

namespace Coop.Engine.Orgs;

/// <summary>What people do with their organisation itself.</summary>
public sealed class OrgFeature(ISettingStore<Org> orgs, IOrgStore keys)
{
    public async Task<Result<Versioned<Org>>> FindAsync(string orgId, CancellationToken cancellationToken) =>
        await orgs.FindAsync(orgId, orgId, cancellationToken) is { } org ? org : Missing(orgId);

    /// <param name="by">The id of the person or API key who wants it.</param>
    /// <param name="expectedVersion">The version that was read: another one is not replaced. Null replaces whatever is there.</param>
    public async Task<Result<Versioned<Org>>> RenameAsync(string orgId, string? name, string by, string? expectedVersion, CancellationToken cancellationToken)
    {
        var check = new InputCheck();
        var shown = check.Name(name, "/name", "The name", Org.LongestName);
        if (!NameText.IsLegible(shown))
        {
            check.Add(InputProblems.Invalid("/name", "The name has characters that can not be seen. Type it anew."));
        }

        return check.Failed
            ? check.Problems
            : await orgs.ChangeAsync(SettingEdit<Org>.Replace(orgId, orgId, by, expectedVersion, now => now.Value with { Name = shown }), cancellationToken);
    }

    /// <summary>The key that proves a webhook came from this organisation, as PEM.</summary>
    public async Task<Result<string>> FindVerificationKeyAsync(string orgId, CancellationToken cancellationToken) =>
        await keys.FindPublicKeyAsync(orgId, cancellationToken) is { } key ? key : Missing(orgId);

    private static Problem Missing(string orgId) => UseProblems.NotFound("organisation", orgId);
}
