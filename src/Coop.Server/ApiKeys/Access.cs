using Coop.Engine.ApiKeys;
using Microsoft.AspNetCore.Authentication;

namespace Coop.Server.ApiKeys;

/// <summary>What a route asks of its caller.</summary>
internal static class Access
{
    /// <summary>Any active key.</summary>
    public const string Items = "items";

    /// <summary>A key of scope admin.</summary>
    public const string Admin = "admin";

    public static void AddAccess(this IServiceCollection services)
    {
        services.AddAuthentication(ApiKeyAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.SchemeName, null);
        services.AddAuthorizationBuilder()
            .AddPolicy(Items, policy => policy.RequireClaim(ApiKeyAuthentication.ScopeClaim))
            .AddPolicy(Admin, policy => policy.RequireAuthenticatedUser().RequireClaim(ApiKeyAuthentication.ScopeClaim, nameof(ApiKeyScope.Admin)));
    }
}
