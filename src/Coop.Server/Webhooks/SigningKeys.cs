using System.Collections.Concurrent;
using System.Security.Cryptography;
using Coop.Engine.Orgs;
using Coop.Engine.Outbox;

namespace Coop.Server.Webhooks;

/// <summary>The organisations' signing keys, read and decrypted once in a while and not for every webhook.</summary>
internal sealed class SigningKeys(IOrgStore orgs, TimeProvider time)
{
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (WebhookSigner Signer, string Pem, long ReadAt)> _signers = new(StringComparer.Ordinal);

    /// <returns>Null when there is none, or one that cannot be read.</returns>
    public async ValueTask<WebhookSigner?> FindAsync(string orgId, CancellationToken cancellationToken)
    {
        if (_signers.TryGetValue(orgId, out var known) && time.GetElapsedTime(known.ReadAt) < ReadAgainAfter)
        {
            return known.Signer;
        }

        var readAt = time.GetTimestamp();
        if (await orgs.FindSigningKeysAsync(orgId, cancellationToken) is not { } keys)
        {
            return null;
        }

        // One that was replaced may be signing right now: the collector has it when it is done.
        var signer = keys.PrivateKeyPem == known.Pem ? known.Signer : New(keys.PrivateKeyPem);
        if (signer is not null)
        {
            _signers[orgId] = (signer, keys.PrivateKeyPem, readAt);
        }

        return signer;
    }

    private static WebhookSigner? New(string pem)
    {
        try
        {
            return new WebhookSigner(pem);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            return null;
        }
    }
}
