using System.Buffers;
using System.Buffers.Text;
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

    /// <param name="encrypted">Names the key that is missing, if that is the reason.</param>
    public UnreadableSecretException Unreadable(string what, string otherwise, string? encrypted = null) => new(
        encrypted is not null && KeyFile(encrypted) is { } file && !File.Exists(Path.Combine(options.KeysDirectory, file))
            ? $"Cannot decrypt {what}: the key it was encrypted with, '{file}', is not in '{options.KeysDirectory}'. Put it back from a backup of that directory and start the server again; {otherwise}."
            : $"Cannot decrypt {what}: the keys in '{options.KeysDirectory}' are not those it was encrypted with, or the stored value was changed. "
            + $"Put the keys back from a backup of that directory; {otherwise}.");

    /// <summary>A cipher text begins with a mark and the id of its key, after which the key's file is named.</summary>
    private static string? KeyFile(string encrypted)
    {
        const int Mark = 4;
        const int Id = 16;
        // Four characters are three bytes; the rest of the text does not matter.
        const int Characters = (Mark + Id + 2) / 3 * 4;
        Span<byte> decoded = stackalloc byte[Characters];
        if (encrypted.Length < Characters || Base64Url.DecodeFromChars(encrypted.AsSpan(0, Characters), decoded, out _, out var written) != OperationStatus.Done || written < Mark + Id)
        {
            return null;
        }

        return $"key-{new Guid(decoded[Mark..(Mark + Id)])}.xml";
    }

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
