using Coop.Engine.Integrations;

namespace Coop.Server.Api;

/// <summary>Where a browser gets an integration's logos. Each stands in for the other when only one is there; null for both when there is none.</summary>
public readonly record struct LogoUrls(string? Logo, string? LogoWithBackground)
{
    public static LogoUrls Of(Integration integration)
    {
        if (integration is not { Id: { } id, Manifest: { } manifest })
        {
            return default;
        }

        var route = $"/api/v1/integration-logos/{id}";
        var plain = integration.LogoFile is not null ? route : manifest.LogoUrl;
        var withBackground = integration.LogoWithBackgroundFile is not null ? route + "/with-background" : manifest.LogoWithBackgroundUrl;
        return new LogoUrls(plain ?? withBackground, withBackground ?? plain);
    }
}
