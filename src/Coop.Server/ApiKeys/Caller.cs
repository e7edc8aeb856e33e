using System.Reflection;
using System.Security.Claims;

namespace Coop.Server.ApiKeys;

/// <summary>Who calls an endpoint that requires access: a parameter of it.</summary>
/// <param name="OrgId">The organisation everything is scoped by.</param>
/// <param name="KeyId">The API key's id, for the audit log.</param>
internal sealed record Caller(string OrgId, string KeyId) : IBindableFromHttpContext<Caller>
{
    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var (org, key) = (context.User.FindFirstValue(ApiKeyAuthentication.OrgClaim), context.User.FindFirstValue(ClaimTypes.NameIdentifier));
        return org is null || key is null
            ? throw new InvalidOperationException("An endpoint that wants a caller must require access.")
            : ValueTask.FromResult<Caller?>(new Caller(org, key));
    }
}
