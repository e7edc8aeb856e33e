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

    /// <summary>
    /// For the API's description, which brings its own scripts. A person's session opens the management API to them, so they may load nothing from elsewhere, tell
    /// nobody else anything, and of what stands in the page itself only what carries this answer's nonce runs.
    /// </summary>
    public static string PolicyOfReference(string nonce) =>
        $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

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

    // The API's own description page sets its policy itself, with its nonce.
    private static bool IsPage(HttpResponse response) =>
        response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true && !response.HttpContext.Request.Path.StartsWithSegments("/api");
}
