using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Coop.Engine.Actions;

namespace Coop.Server.Bootstrap;

/// <summary>A receiver to look at webhooks with while developing. It says yes to all of them.</summary>
internal static class WebhookListener
{
    private const int LongestBody = 10 * 1024 * 1024;

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task<int> RunAsync(int port, FileInfo? publicKey, CancellationToken cancellationToken)
    {
        if (!TryReadKey(publicKey, out var pem))
        {
            await Console.Error.WriteLineAsync($"'{publicKey}' is no file with a public key in PEM form. 'org create' prints it as publicKeyPem.");
            return ServerCommandLine.Refused;
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = LongestBody;
            if (port == 0)
            {
                // "localhost" is two addresses, which could not share a free port.
                kestrel.Listen(IPAddress.Loopback, port);
            }
            else
            {
                kestrel.ListenLocalhost(port);
            }
        });
        await using var app = builder.Build();
        app.MapFallback((HttpRequest request, CancellationToken aborted) => ReceiveAsync(request, pem, aborted));
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return ServerCommandLine.Refused;
        }

        Console.WriteLine($"Listening for webhooks at {app.Urls.First()}. Ctrl-C ends it.");
        await app.WaitForShutdownAsync(cancellationToken);
        return ServerCommandLine.Good;
    }

    private static bool TryReadKey(FileInfo? file, out string? pem)
    {
        pem = null;
        if (file is null)
        {
            return true;
        }

        try
        {
            pem = File.ReadAllText(file.FullName);
            using var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            return false;
        }
    }

    private static async Task<IResult> ReceiveAsync(HttpRequest request, string? pem, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken);
        var body = buffer.ToArray();
        var text = new StringBuilder()
            .AppendLine()
            .AppendLine($"{request.Method} {request.Path}")
            .AppendLine($"{WebhookHeaders.IdempotencyKey}: {request.Headers[WebhookHeaders.IdempotencyKey]}")
            .AppendLine($"signature: {Judge(pem, body, request.Headers[WebhookSignature.Header].ToString())}")
            .Append(Pretty(body));
        Console.WriteLine(text);
        return Results.NoContent();
    }

    private static string Judge(string? pem, byte[] body, string signature) => (pem, signature) switch
    {
        (_, "") => "MISSING",
        (null, _) => "not checked (give --public-key)",
        _ => WebhookSignature.Verify(pem, body, signature) ? "VALID" : "INVALID",
    };

    private static string Pretty(byte[] body)
    {
        try
        {
            return JsonSerializer.Serialize(JsonElement.Parse(body), Indented);
        }
        catch (JsonException)
        {
            return Encoding.UTF8.GetString(body);
        }
    }
}
