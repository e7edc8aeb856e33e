namespace Coop.Server.Web.Parts;

/// <summary>How a request for a page is answered, which only the page can say: it finds out when it is rendered. In a live page nobody asks.</summary>
internal sealed class PageAnswer
{
    public bool IsMissing { get; set; }

    /// <summary>What is not there is answered with 404, however friendly its words are: scripts, monitors and people with an old link go by it.</summary>
    public static Task SendAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(static state =>
        {
            var (response, services) = (((HttpContext)state).Response, ((HttpContext)state).RequestServices);
            if (response.StatusCode == StatusCodes.Status200OK && services.GetRequiredService<PageAnswer>().IsMissing)
            {
                response.StatusCode = StatusCodes.Status404NotFound;
            }

            return Task.CompletedTask;
        }, context);
        return next(context);
    }
}
