using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Coop.Engine.Actions;

namespace Coop.Engine.Outbox;

/// <summary>An organisation's signing key, read once. Signs from one thread at a time.</summary>
public sealed class WebhookSigner : IDisposable
{
    // Enough to tell an organisation's keys apart.
    private const int KeyIdBytes = 8;

    private readonly Lock _lock = new();
    private readonly RSA _rsa = RSA.Create();

    /// <exception cref="CryptographicException">The key cannot be read.</exception>
    /// <exception cref="ArgumentException">The text holds no key.</exception>
    public WebhookSigner(string privateKeyPem)
    {
        _rsa.ImportFromPem(privateKeyPem);
        KeyId = KeyIdOf(_rsa);
    }

    /// <summary>The beginning of the SHA-256 of the public key in its DER form.</summary>
    public string KeyId { get; }

    /// <summary>Base64 of the signature over the exact bytes of the body.</summary>
    public string Sign(ReadOnlySpan<byte> body)
    {
        lock (_lock)
        {
            return Convert.ToBase64String(_rsa.SignData(body, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        }
    }

    /// <summary>The same over idempotency key, second and body, with a dot in between: a copy sent later, or under another key, does not verify.</summary>
    public string SignTimed(string idempotencyKey, long unixSeconds, ReadOnlySpan<byte> body) => Sign(TimedContent(idempotencyKey, unixSeconds, body));

    public void Dispose() => _rsa.Dispose();

    /// <returns>False also when the signature is no Base64.</returns>
    public static bool VerifyTimed(string publicKeyPem, string idempotencyKey, long unixSeconds, ReadOnlySpan<byte> body, string signature) =>
        WebhookSignature.Verify(publicKeyPem, TimedContent(idempotencyKey, unixSeconds, body), signature);

    public static string KeyIdOf(string publicKeyPem)
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(publicKeyPem);
        return KeyIdOf(rsa);
    }

    private static string KeyIdOf(RSA rsa) => Convert.ToHexStringLower(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo()).AsSpan(0, KeyIdBytes));

    private static byte[] TimedContent(string idempotencyKey, long unixSeconds, ReadOnlySpan<byte> body) =>
        [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{idempotencyKey}.{unixSeconds}.")), .. body];
}
