using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Diagnostics;

namespace Coop.Server.Web.Pages;

/// <summary>A form that was opened before somebody signed in or out in another tab is refused, because it may be somebody else's. People are told so in words.</summary>
internal static class StaleForm
{
    public static async Task ExplainAsync(StatusCodeContext refused)
    {
        var (context, request) = (refused.HttpContext, refused.HttpContext.Request);
        if (context.Response.StatusCode != StatusCodes.Status400BadRequest || !HttpMethods.IsPost(request.Method))
        {
            return;
        }

        var own = context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is { } page && page.Type != typeof(People.Pages.SignInPage);
        var words = new PlainPage(
            "This page is out of date",
            "It was opened before you signed in or out, maybe in another tab. Nothing was changed.",
            own ? PlainPage.AddressOf(request) : Security.LocalPath.Home,
            own ? "Open the page again" : "Go to the overview");
        await words.WriteAsync(context, StatusCodes.Status400BadRequest);
    }
}
