using System.Globalization;
using System.Net.Mail;
using System.Security.Cryptography;
using Coop.Engine.Actions;
using Coop.Engine.ApiKeys;
using Coop.Engine.Items;
using Coop.Engine.Orgs;
using Coop.Engine.Problems;
using Coop.Integrations;
using Microsoft.AspNetCore.Identity;

namespace Coop.Server.Bootstrap;

/// <summary>Founds an organisation with everything one starts with: signing keys, API keys, the user type, the review actions, the first person.</summary>
internal sealed class OrgFounding(IOrgStore orgs, TimeProvider time)
{
    public const int ShortestPassword = 8;
    public const int LongestPassword = 1000;

    private const int SigningKeyBits = 2048;
    private const int LongestName = 200;

    public async Task<Result<FoundedOrg>> FoundAsync(OrgDraft draft, CancellationToken cancellationToken)
    {
        var (name, email) = (draft.Name.Trim(), draft.Email.Trim());
        if (Check(name, email, draft.Password) is { Count: > 0 } problems)
        {
            return problems;
        }

        var now = time.GetUtcNow();
        var org = new Org(Guid.NewGuid().ToString(), name, email, now);
        using var rsa = RSA.Create(SigningKeyBits);
        var signing = new SigningKeyPair(rsa.ExportPkcs8PrivateKeyPem(), rsa.ExportSubjectPublicKeyInfoPem());
        var (apiKey, adminApiKey) = (ApiKeySecret.New(), ApiKeySecret.New());
        var founded = await orgs.CreateAsync(
            new NewOrg(
                org,
                signing,
                [Key(org, "Items", ApiKeyScope.Items, apiKey), Key(org, "Admin", ApiKeyScope.Admin, adminApiKey)],
                [DefaultUserType(org)],
                [.. ReviewActions(org)],
                Admin(email, draft.Password, draft.PersonName.Trim())),
            cancellationToken);
        return founded.TryGet(out _) ? new FoundedOrg(org.Id, apiKey, adminApiKey, signing.PublicKeyPem) : Result<FoundedOrg>.Refused(founded.Problems);
    }

    private static List<Problem> Check(string name, string email, string password)
    {
        List<Problem> problems = [];
        if (name.Length is 0 or > LongestName)
        {
            problems.Add(OrgProblems.Name);
        }

        if (!MailAddress.TryCreate(email, out var address) || address.Address != email)
        {
            problems.Add(OrgProblems.Email(email));
        }

        if (password.Length is < ShortestPassword or > LongestPassword)
        {
            problems.Add(OrgProblems.Password);
        }

        return problems;
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

    private static FirstUser Admin(string email, string password, string name)
    {
        var user = new FirstUser(Guid.NewGuid().ToString(), email, "", name);
        return user with { PasswordHash = new PasswordHasher<FirstUser>().HashPassword(user, password) };
    }
}
