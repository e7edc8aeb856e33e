namespace Coop.Server.Web.Security;

/// <summary>
/// What a browser may do with our pages: load from us and nobody else, run no inline script, be framed by nobody.
/// MudBlazor sets style attributes and writes its theme into a style element, so inline styles are allowed and inline scripts are not.
/// </summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "manifest-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(static state =>
        {
            var response = ((HttpContext)state).Response;
            response.Headers.XContentTypeOptions = "nosniff";
            response.Headers["Referrer-Policy"] = "same-origin";
            response.Headers.XFrameOptions = "DENY";
            response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
            response.Headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
            if (IsPage(response))
            {
                response.Headers.ContentSecurityPolicy = Policy;
            }
            else if (response.HttpContext.Request.Path.StartsWithSegments("/api/v1"))
            {
                // An integration's logo may be an SVG opened by itself: it is a picture, never a program.
                response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";
            }

            return Task.CompletedTask;
        }, context);
        return next(context);
    });

    // The API's own description page brings its own scripts.
    private static bool IsPage(HttpResponse response) =>
        response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true && !response.HttpContext.Request.Path.StartsWithSegments("/api");
}
