using System.Security.Claims;
using Coop.Engine.ApiKeys;
using Coop.Engine.People;
using Microsoft.AspNetCore.Authentication;

namespace Coop.Server.Access;

/// <summary>What a route asks of its caller.</summary>
internal static class AccessPolicies
{
    /// <summary>Any active key.</summary>
    public const string Items = "items";

    public static void AddAccess(this IServiceCollection services)
    {
        services.AddAuthentication(ApiKeyAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.SchemeName, null);
        var authorization = services.AddAuthorizationBuilder()
            .AddPolicy(Items, policy => policy.RequireClaim(ApiKeyAuthentication.ScopeClaim));
        foreach (var permission in Enum.GetValues<Permission>())
        {
            authorization.AddPolicy(
                NeedsAttribute.PolicyOf(permission),
                policy => policy.RequireAuthenticatedUser().RequireAssertion(context => ActorOf(context.User)?.May(permission) == true));
        }
    }

    /// <summary>Opens an endpoint to people with a permission, and to keys of scope admin.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder builder, Permission permission)
        where TBuilder : IEndpointConventionBuilder => builder.RequireAuthorization(new NeedsAttribute(permission));

    /// <summary>Who manages: a person in their role, or a key of scope admin, which may what an admin may. Null for anybody else.</summary>
    public static Actor? ActorOf(ClaimsPrincipal user) =>
        user.FindFirstValue(ApiKeyAuthentication.OrgClaim) is { } org
        && user.FindFirstValue(ClaimTypes.NameIdentifier) is { } id
        && Enum.TryParse<Role>(user.FindFirstValue(ClaimTypes.Role), out var role)
            ? new Actor(org, id, role)
            : null;

    /// <summary>What a key of a scope is among the roles; null when it manages nothing.</summary>
    public static Role? RoleOf(ApiKeyScope scope) => scope == ApiKeyScope.Admin ? Role.Admin : null;
}
