using System.Reflection;
using System.Security.Claims;
using Coop.Engine.People;

namespace Coop.Server.Access;

/// <summary>Who calls an endpoint that requires access: a parameter of it.</summary>
/// <param name="OrgId">The organisation everything is scoped by.</param>
/// <param name="Id">The API key's or the person's id, for the audit log.</param>
/// <param name="Manager">Who manages; null for a key that only submits items.</param>
internal sealed record Caller(string OrgId, string Id, Actor? Manager) : IBindableFromHttpContext<Caller>
{
    private const string Unguarded = "An endpoint that wants a caller must require access.";

    /// <summary>For endpoints that need a permission.</summary>
    public Actor Actor => Manager ?? throw new InvalidOperationException(Unguarded);

    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var (org, id) = (context.User.FindFirstValue(ApiKeyAuthentication.OrgClaim), context.User.FindFirstValue(ClaimTypes.NameIdentifier));
        return org is null || id is null
            ? throw new InvalidOperationException(Unguarded)
            : ValueTask.FromResult<Caller?>(new Caller(org, id, AccessPolicies.ActorOf(context.User)));
    }
}
