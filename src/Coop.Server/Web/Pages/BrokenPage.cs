namespace Coop.Server.Web.Pages;

/// <summary>Where an exception of a page's first rendering ends: the log has it, the person gets words. Later ones end in the layout's error boundary.</summary>
internal sealed partial class BrokenPage(RequestDelegate next, ILogger<BrokenPage> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted && exception is not BadHttpRequestException && !context.RequestAborted.IsCancellationRequested)
        {
            LogBroken(exception, context.Request.Path, context.TraceIdentifier);
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(
                "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Something went wrong · Coop</title></head><body style=\"font:16px/1.5 system-ui;max-width:40em;margin:15vh auto;padding:0 1em\">"
                + $"<h1>Something went wrong</h1><p>This is our mistake, not yours. The server's log has it under {context.TraceIdentifier}.</p><p><a href=\"/dashboard\">Go to the overview</a></p></body></html>");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The page {Path} failed unexpectedly (request {RequestId})")]
    private partial void LogBroken(Exception exception, string path, string requestId);
}
