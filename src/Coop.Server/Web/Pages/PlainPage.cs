using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coop.Server.Web.Pages;

/// <summary>A page of a few words, shown instead of the one that was asked for.</summary>
/// <param name="Href">A path of ours.</param>
/// <param name="Link">What the link there says.</param>
public sealed record PlainPage(string Title, string Text, string Href, string Link)
{
    /// <summary>The page a form was sent from, which is the one it was sent to.</summary>
    public static string AddressOf(HttpRequest request) => UriHelper.BuildRelative(request.PathBase, request.Path, request.QueryString);

    public async Task WriteAsync(HttpContext context, int status)
    {
        // The page that was refused may have been rendered already: a request's services do that once, and Blazor adds this header once more and fails over it.
        context.Response.Headers.Remove("blazor-enhanced-nav");
        var services = context.RequestServices;
        await using var fresh = services.CreateAsyncScope();
        context.RequestServices = fresh.ServiceProvider;
        try
        {
            await new RazorComponentResult<App>(new Dictionary<string, object?> { [nameof(App.Instead)] = this }) { StatusCode = status }.ExecuteAsync(context);
        }
        finally
        {
            context.RequestServices = services;
        }
    }
}
