using System.Security.Cryptography;
using System.Text;
using Coop.Engine.Actions;
using Coop.Engine.Outbox;
using Coop.Tests.Support;

namespace Coop.Tests.Bootstrap;

public sealed class WebhookListenerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Prints_each_webhook_and_whether_its_signature_is_right()
    {
        using var rsa = RSA.Create(2048);
        using var signer = new WebhookSigner(rsa.ExportPkcs8PrivateKeyPem());
        var keyFile = _folder.Write("key.pem", rsa.ExportSubjectPublicKeyInfoPem());
        await using var listener = ServerProcess.Launch(["webhook", "listen", "--port", "0", "--public-key", keyFile]);
        await Eventually.SeeAsync(() => listener.Output.Contains("Ctrl-C", StringComparison.Ordinal));
        using var client = new HttpClient { BaseAddress = listener.Address };
        var body = """{"item":{"id":"7"}}"""u8.ToArray();

        await SendAsync(client, "k-good", body, signer.Sign(body));
        await SendAsync(client, "k-forged", body, Convert.ToBase64String(Encoding.UTF8.GetBytes("forged")));
        await SendAsync(client, "k-bare", body, null);

        await Eventually.SeeAsync(() => listener.Output.Contains("MISSING", StringComparison.Ordinal));
        var said = listener.Output.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("signature:", StringComparison.Ordinal));
        Assert.Equal(["signature: VALID", "signature: INVALID", "signature: MISSING"], said);
        Assert.Contains("idempotency-key: k-good", listener.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_file_that_holds_no_key()
    {
        var (exitCode, _, error) = await ServerProcess.RunAsync("webhook", "listen", "--port", "0", "--public-key", _folder.Write("key.pem", "no key"));

        Assert.Equal(1, exitCode);
        Assert.Contains("public key in PEM form", error, StringComparison.Ordinal);
    }

    private static async Task SendAsync(HttpClient client, string key, byte[] body, string? signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hook") { Content = new ByteArrayContent(body) };
        request.Headers.Add(WebhookHeaders.IdempotencyKey, key);
        if (signature is not null)
        {
            request.Headers.Add(WebhookSignature.Header, signature);
        }

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode);
    }
}
