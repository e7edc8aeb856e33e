namespace Coop.Server.Api;

/// <summary>Which addresses are the API's, answered in JSON, and which are pages.</summary>
internal static class ApiPaths
{
    public const string Admin = "/api/v1/admin";

    public static bool Has(PathString path) => path.StartsWithSegments("/api") || path.StartsWithSegments("/openapi") || path.StartsWithSegments("/ready");
}
