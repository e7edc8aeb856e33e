using System.Security.Cryptography;
using Coop.Engine.Integrations;
using Coop.Engine.Problems;
using Coop.Server.Errors;
using Microsoft.Net.Http.Headers;

namespace Coop.Server.Integrations;

/// <summary>Serves the images that integrations bring. Open to everybody: browsers fetch images without keys.</summary>
internal static class LogoEndpoints
{
    private static readonly Dictionary<string, string> ImageTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".gif"] = "image/gif",
        [".webp"] = "image/webp",
        [".svg"] = "image/svg+xml",
    };

    public static void MapLogos(this IEndpointRouteBuilder app)
    {
        var logos = app.MapGroup("/api/v1/integration-logos/{id}").AllowAnonymous().WithTags("Integrations");
        logos.MapGet("", (string id, IIntegrationCatalogueSource catalogue, HttpContext http, CancellationToken cancellation) =>
                ServeAsync(catalogue.Current.Find(id)?.LogoFile, "Integration logo not found.", http, cancellation))
            .WithSummary("Get an integration's logo").Produces<byte[]>(200, "image/png", "image/svg+xml").Refuses(404);
        logos.MapGet("/with-background", (string id, IIntegrationCatalogueSource catalogue, HttpContext http, CancellationToken cancellation) =>
                ServeAsync(catalogue.Current.Find(id)?.LogoWithBackgroundFile, "Integration logo (with-background) not found.", http, cancellation))
            .WithSummary("Get an integration's logo with background").Produces<byte[]>(200, "image/png", "image/svg+xml").Refuses(404);
    }

    private static async Task<IResult> ServeAsync(string? file, string missing, HttpContext http, CancellationToken cancellationToken)
    {
        if (file is null || !ImageTypes.TryGetValue(Path.GetExtension(file), out var type) || await ReadAsync(file, cancellationToken) is not { } bytes)
        {
            return new Refused([new Problem(IntegrationCodes.LogoNotFound, ProblemKind.NotFound, missing)]);
        }

        var headers = http.Response.Headers;
        headers.CacheControl = "public, max-age=86400";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers.XContentTypeOptions = "nosniff";
        // An SVG opened by itself is a document: it must not run scripts in our origin.
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'";
        return TypedResults.Bytes(bytes, type, entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\""));
    }

    /// <summary>Null when the file went away after the integration was loaded. The loader checked path and size.</summary>
    private static async Task<byte[]?> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(file, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
