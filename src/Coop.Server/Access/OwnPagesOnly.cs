using Coop.Engine.People;
using Coop.Server.Errors;

namespace Coop.Server.Access;

/// <summary>
/// A browser sends the session's cookie with whatever request it makes, also with one that somebody else's page made it make. So a session changes something
/// through the API only when the request comes from a page of ours; an API key, which no browser sends by itself, may from anywhere.
/// </summary>
internal sealed class OwnPagesOnly : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        Session.ActorOf(context.HttpContext.User) is not null && IsForeign(context.HttpContext.Request) ? new Refused([PeopleProblems.ForeignRequest]) : await next(context);

    /// <summary>Every browser names the origin of a request that is not a plain read.</summary>
    private static bool IsForeign(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)
        && !(Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var origin) && string.Equals(origin.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
}
