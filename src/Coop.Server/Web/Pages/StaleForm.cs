using Microsoft.AspNetCore.Components.Endpoints;

namespace Coop.Server.Web.Pages;

/// <summary>
/// A form that was opened before somebody signed in or out in another tab is refused, because it may be somebody else's; so is one that its page no longer has.
/// Nobody who wrote that refusal wrote a body, so people are told here.
/// </summary>
internal sealed class StaleForm(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        var (request, response) = (context.Request, context.Response);
        if (response is not { StatusCode: StatusCodes.Status400BadRequest, HasStarted: false, ContentLength: null or 0 } || !HttpMethods.IsPost(request.Method))
        {
            return;
        }

        var own = context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is { } page && !page.Type.IsDefined(typeof(NotOpenedAgainAttribute), inherit: false);
        var words = new PlainPage(
            "This page is out of date",
            "Something changed since it was opened: maybe you signed in or out in another tab. What you sent was not taken.",
            own ? PlainPage.AddressOf(request) : Security.LocalPath.Home,
            own ? "Open the page again" : "Go to the overview");
        await words.WriteAsync(context, StatusCodes.Status400BadRequest);
    }
}
