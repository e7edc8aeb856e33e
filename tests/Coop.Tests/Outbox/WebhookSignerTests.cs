using System.Security.Cryptography;
using System.Text;
using Coop.Engine.Actions;
using Coop.Engine.Outbox;

namespace Coop.Tests.Outbox;

public sealed class WebhookSignerTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"item":{"id":"1"}}""");

    [Fact]
    public void Signs_the_bytes_as_ever_and_time_and_key_beside_them()
    {
        using var rsa = RSA.Create(2048);
        using var signer = new WebhookSigner(rsa.ExportPkcs8PrivateKeyPem());
        var pem = rsa.ExportSubjectPublicKeyInfoPem();

        Assert.True(WebhookSignature.Verify(pem, Body, signer.Sign(Body)));
        var timed = signer.SignTimed("key-1", 1_900_000_000, Body);
        Assert.True(WebhookSigner.VerifyTimed(pem, "key-1", 1_900_000_000, Body, timed));
        Assert.False(WebhookSigner.VerifyTimed(pem, "key-1", 1_900_000_001, Body, timed));
        Assert.False(WebhookSigner.VerifyTimed(pem, "key-2", 1_900_000_000, Body, timed));
        Assert.False(WebhookSigner.VerifyTimed(pem, "key-1", 1_900_000_000, [.. Body, 32], timed));
        Assert.Equal(WebhookSigner.KeyIdOf(pem), signer.KeyId);
        Assert.Matches("^[0-9a-f]{16}$", signer.KeyId);
    }
}
