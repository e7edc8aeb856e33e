using System.Security.Cryptography;

namespace Coop.Engine.Actions;

/// <summary>
/// The <c>coop-signature</c> header: Base64 of RSASSA-PKCS1-v1_5 with SHA-256 over the exact bytes of the body. Beside it <c>coop-timed-signature</c>, in the same form, covers the idempotency
/// key and <c>coop-timestamp</c> too, and <c>coop-key-id</c> names the key of both.
/// </summary>
public static class WebhookSignature
{
    public const string Header = "coop-signature";
    public const string TimedHeader = "coop-timed-signature";
    public const string TimestampHeader = "coop-timestamp";
    public const string KeyIdHeader = "coop-key-id";

    /// <returns>False also when the signature is no Base64.</returns>
    /// <exception cref="ArgumentException">The text holds no key.</exception>
    public static bool Verify(string publicKeyPem, ReadOnlySpan<byte> body, string signature)
    {
        var bytes = new byte[signature.Length];
        if (!Convert.TryFromBase64String(signature, bytes, out var length))
        {
            return false;
        }

        using var rsa = RSA.Create();
        rsa.ImportFromPem(publicKeyPem);
        return rsa.VerifyData(body, bytes.AsSpan(0, length), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
