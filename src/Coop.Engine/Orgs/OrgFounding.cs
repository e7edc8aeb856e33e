using System.Globalization;
using System.Security.Cryptography;
using Coop.Engine.Actions;
using Coop.Engine.ApiKeys;
using Coop.Engine.Items;
using Coop.Engine.People;
using Coop.Engine.Problems;
using Coop.Integrations;

namespace Coop.Engine.Orgs;

/// <summary>Founds an organisation with everything one starts with: signing keys, API keys, the user type, the review actions, the first person.</summary>
public sealed class OrgFounding(IOrgStore orgs, IAccounts accounts, TimeProvider time)
{
    private const int SigningKeyBits = 2048;

    /// <summary>With an API key of each scope, for whoever has no pages to make one on.</summary>
    public async Task<Result<FoundedOrg>> FoundAsync(OrgDraft draft, CancellationToken cancellationToken)
    {
        var (apiKey, adminApiKey) = (ApiKeySecret.New(), ApiKeySecret.New());
        var founded = await FoundAsync(draft, org => [Key(org, "Items", ApiKeyScope.Items, apiKey), Key(org, "Admin", ApiKeyScope.Admin, adminApiKey)], cancellationToken).ConfigureAwait(false);
        return founded.TryGet(out var made)
            ? new FoundedOrg(made.Org.Id, apiKey, adminApiKey, made.SigningKeys.PublicKeyPem)
            : Result<FoundedOrg>.Refused(founded.Problems);
    }

    /// <summary>For somebody who would never see the keys: those that nobody holds are only there to be stolen.</summary>
    public async Task<Result<Org>> FoundWithoutKeysAsync(OrgDraft draft, CancellationToken cancellationToken)
    {
        var founded = await FoundAsync(draft, _ => [], cancellationToken).ConfigureAwait(false);
        return founded.TryGet(out var made) ? made.Org : Result<Org>.Refused(founded.Problems);
    }

    private async Task<Result<NewOrg>> FoundAsync(OrgDraft draft, Func<Org, IReadOnlyList<ApiKey>> keys, CancellationToken cancellationToken)
    {
        var name = draft.Name.Trim();
        List<Problem> problems = [];
        if (name.Length is 0 or > Org.LongestName || !NameText.IsLegible(name))
        {
            problems.Add(OrgProblems.Name);
        }

        string? personName = null;
        if (draft.PersonName is { } given && !PersonName.TryTrim(given, out personName))
        {
            problems.Add(PeopleProblems.NameRequired with { Pointer = "/personName" });
        }

        if (!EmailAddress.TryNormalise(draft.Email, out var email))
        {
            problems.Add(OrgProblems.Email(draft.Email));
        }

        if (NewPassword.WeaknessOf(draft.Password) is { } weakness)
        {
            problems.Add(OrgProblems.Password(weakness));
        }

        if (problems.Count > 0)
        {
            return problems;
        }

        var org = new Org(Guid.NewGuid().ToString(), name, email, time.GetUtcNow());
        using var rsa = RSA.Create(SigningKeyBits);
        var made = new NewOrg(
            org,
            new SigningKeyPair(rsa.ExportPkcs8PrivateKeyPem(), rsa.ExportSubjectPublicKeyInfoPem()),
            keys(org),
            [DefaultUserType(org)],
            [.. ReviewActions(org)],
            new FirstUser(Guid.NewGuid().ToString(), email!, accounts.Hash(draft.Password).Value, personName ?? ""));
        var created = await orgs.CreateAsync(made, cancellationToken).ConfigureAwait(false);
        return created.TryGet(out _) ? made : Result<NewOrg>.Refused(created.Problems);
    }

    private static ApiKey Key(Org org, string name, ApiKeyScope scope, string secret) =>
        new(Guid.NewGuid().ToString(), org.Id, name, scope, ApiKeySecret.Hash(secret), org.CreatedAt);

    private static ItemType DefaultUserType(Org org) => new()
    {
        Id = Guid.NewGuid().ToString(),
        OrgId = org.Id,
        Name = "User",
        Kind = ItemTypeKind.User,
        Fields = [new ItemField("name", ScalarType.String, Required: false)],
        Roles = new FieldRoles { DisplayName = "name" },
        Version = org.CreatedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        IsDefaultUserType = true,
    };

    private static IEnumerable<ModerationAction> ReviewActions(Org org)
    {
        yield return Action("Enqueue Item to Manual Review", ActionType.EnqueueToMrt);
        yield return Action("Enqueue Author for Manual Review", ActionType.EnqueueAuthorToMrt);
        yield return Action("Enqueue for NCMEC Review", ActionType.EnqueueToNcmec);

        ModerationAction Action(string name, ActionType type) => new() { Id = Guid.NewGuid().ToString(), OrgId = org.Id, Name = name, Type = type };
    }
}
