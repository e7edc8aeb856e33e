namespace Coop.Server.Api;

internal static class Kestrel
{
    public const long LargestBody = 50 * 1024 * 1024;

    private static readonly string[] AddressKeys = ["urls", "http_ports", "https_ports"];

    /// <summary>Listens where configuration says, else on loopback only: a fresh install is nobody else's.</summary>
    public static void UseCoopKestrel(this IWebHostBuilder web, IConfiguration configuration)
    {
        web.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.AddServerHeader = false;
        });
        if (AddressKeys.All(key => string.IsNullOrEmpty(configuration[key])) && !configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            web.UseUrls("http://localhost:8080");
        }
    }
}
