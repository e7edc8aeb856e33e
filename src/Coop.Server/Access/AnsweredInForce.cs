using System.Security.Claims;

namespace Coop.Server.Access;

/// <summary>Answers a change made over the management API when it is <see cref="InForce"/>.</summary>
internal sealed class AnsweredInForce(InForce inForce) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        return HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || http.User.FindFirstValue(ApiKeyAuthentication.OrgClaim) is not { } orgId
            ? next(context)
            : inForce.AfterAsync(orgId, () => next(context), http.RequestAborted);
    }
}
