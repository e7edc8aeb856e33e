namespace Coop.Server.Orgs.Pages;

/// <summary>How a receiver verifies a webhook's signature in its language.</summary>
internal sealed record VerifySnippet(string Language, string Text)
{
    public static IReadOnlyList<VerifySnippet> All { get; } =
    [
        new("Node.js",
            """
            import { createVerify } from 'node:crypto';

            // body: the raw bytes of the request; signature: its header coop-signature
            const isGenuine = createVerify('RSA-SHA256').update(body).verify(publicKeyPem, signature, 'base64');
            """),
        new("Python",
            """
            from base64 import b64decode
            from cryptography.hazmat.primitives import hashes, serialization
            from cryptography.hazmat.primitives.asymmetric import padding

            # Raises InvalidSignature when the webhook is not genuine.
            key = serialization.load_pem_public_key(public_key_pem)
            key.verify(b64decode(signature), body, padding.PKCS1v15(), hashes.SHA256())
            """),
        new("C#",
            """
            using var rsa = RSA.Create();
            rsa.ImportFromPem(publicKeyPem);
            var isGenuine = rsa.VerifyData(body, Convert.FromBase64String(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            """),
        new("Shell",
            """
            # body: the raw body in a file; signature: the header's value in a file
            base64 -d signature > signature.bin
            openssl dgst -sha256 -verify coop-public-key.pem -signature signature.bin body
            """),
    ];
}
