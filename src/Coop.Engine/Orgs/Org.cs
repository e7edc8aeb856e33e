using Coop.Engine.Editing;
using Coop.Engine.Problems;
using Coop.Engine.Uses;

namespace Coop.Engine.Orgs;

public sealed record Org(string Id, string Name, string? Email, DateTimeOffset CreatedAt) : ISetting<Org>
{
    public const int LongestName = 100;

    public static SettingKind SettingKind => SettingKind.Org;

    string ISetting<Org>.OrgId => Id;
}

/// <summary>An organisation's webhook signing keys. The private key is stored encrypted.</summary>
public sealed record SigningKeyPair(string PrivateKeyPem, string PublicKeyPem);

public interface IOrgStore
{
    /// <summary>Writes the organisation, its signing keys and the given rows in one transaction. A Conflict when somebody has the admin's e-mail address.</summary>
    Task<Result<Org>> CreateAsync(NewOrg org, CancellationToken cancellationToken);

    Task<Org?> FindAsync(string orgId, CancellationToken cancellationToken);

    Task<IReadOnlyList<Org>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The public half of the signing keys as PEM: readable even when the private half cannot be decrypted. Null when there is no such organisation.</summary>
    Task<string?> FindPublicKeyAsync(string orgId, CancellationToken cancellationToken);

    /// <summary>Null when there is no such organisation.</summary>
    /// <exception cref="UnreadableSecretException">The private key cannot be decrypted.</exception>
    Task<SigningKeyPair?> FindSigningKeysAsync(string orgId, CancellationToken cancellationToken);
}

/// <summary>Everything an organisation starts with.</summary>
public sealed record NewOrg(
    Org Org,
    SigningKeyPair SigningKeys,
    IReadOnlyList<ApiKeys.ApiKey> ApiKeys,
    IReadOnlyList<Items.ItemType> ItemTypes,
    IReadOnlyList<Actions.ModerationAction> Actions,
    FirstUser? Admin);

/// <summary>The organisation's first person, an admin; the password is already hashed.</summary>
public sealed record FirstUser(string Id, string Email, string PasswordHash, string Name = "");
