using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Coop.Engine.Problems;
using Coop.Storage.Database;
using Microsoft.AspNetCore.DataProtection;

namespace Coop.Storage.Secrets;

/// <summary>
/// Encrypts with keys that live outside the database. The purpose (what it is, whose it is) is part of the encryption: a cipher text moved to another
/// organisation's or integration's row does not decrypt there.
/// </summary>
internal sealed class SecretVault(IDataProtectionProvider protection, StorageOptions options)
{
    private const string Root = "Coop.Storage";

    public string Encrypt(string text, params ReadOnlySpan<string> purpose) => Protector(purpose).Protect(text);

    /// <returns>False when the keys are not those it was encrypted with, or somebody changed it.</returns>
    public bool TryDecrypt(string encrypted, [NotNullWhen(true)] out string? text, params ReadOnlySpan<string> purpose)
    {
        try
        {
            text = Protector(purpose).Unprotect(encrypted);
            return true;
        }
        catch (CryptographicException)
        {
            text = null;
            return false;
        }
    }

    public UnreadableSecretException Unreadable(string what, string otherwise) => new(
        $"Cannot decrypt {what}: the keys in '{options.KeysDirectory}' are not those it was encrypted with, or the stored value was changed. "
        + $"Put the keys back from a backup of that directory; {otherwise}.");

    private IDataProtector Protector(ReadOnlySpan<string> purpose)
    {
        var protector = protection.CreateProtector(Root);
        foreach (var part in purpose)
        {
            protector = protector.CreateProtector(part);
        }

        return protector;
    }
}
