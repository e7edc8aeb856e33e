using Coop.Engine.Deciding;
using Coop.Engine.Problems;
using Coop.Server.Api;
using Microsoft.AspNetCore.Diagnostics;

namespace Coop.Server.Errors;

/// <summary>Every answer of 400 and above has an error body, also those that no endpoint wrote.</summary>
internal static class ErrorBodies
{
    public static void AddErrorBodies(this IServiceCollection services)
    {
        services.AddExceptionHandler<ExceptionBoundary>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }

    public static void UseErrorBodies(this WebApplication app)
    {
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(pages => WriteAsync(pages.HttpContext));
        app.Use(RefuseEncodedAsync);
    }

    /// <summary>What is compressed may be a thousand times as long as it says, and nothing here bounds that: it is refused and not read as if it were JSON.</summary>
    private static Task RefuseEncodedAsync(HttpContext context, RequestDelegate next)
    {
        var given = context.Request.Headers.ContentEncoding.ToString();
        if (given.Length == 0 || given.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return next(context);
        }

        context.Response.Headers.AcceptEncoding = "identity";
        return Refused.WriteAsync(context, [HttpProblems.WrongContentEncoding(given, context.TraceIdentifier)]);
    }

    private static Task WriteAsync(HttpContext context)
    {
        var (request, id) = (context.Request, context.TraceIdentifier);
        return context.Response.StatusCode switch
        {
            404 => Refused.WriteAsync(context, HttpProblems.NoSuchRoute(request.Path)),
            405 => Refused.WriteAsync(context, [HttpProblems.WrongMethod(request.Method, context.Response.Headers.Allow, id)]),
            413 => Refused.WriteAsync(context, HttpProblems.BodyTooLarge(Kestrel.LargestBody)),
            415 => Refused.WriteAsync(context, [HttpProblems.WrongContentType(request.ContentType, id)]),
            >= 500 and var status => Refused.WriteAsync(context, [HttpProblems.Unexpected(status, id)]),
            _ => Refused.WriteAsync(context, HttpProblems.BadRequest("The request could not be understood.")),
        };
    }
}

/// <summary>Where an exception of a request ends: a bad request is told what is bad, a bug is logged and told nothing.</summary>
internal sealed partial class ExceptionBoundary(ILogger<ExceptionBoundary> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var id = httpContext.TraceIdentifier;
        switch (exception)
        {
            case BadHttpRequestException { StatusCode: 413 }:
                await Refused.WriteAsync(httpContext, HttpProblems.BodyTooLarge(Kestrel.LargestBody));
                break;
            case BadHttpRequestException { StatusCode: 408 }:
                await Refused.WriteAsync(httpContext, HttpProblems.BodyTooSlow());
                break;
            case BadHttpRequestException { StatusCode: 415 }:
                await Refused.WriteAsync(httpContext, [HttpProblems.WrongContentType(httpContext.Request.ContentType, id)]);
                break;
            case RefusedRequestException refused:
                await Refused.WriteAsync(httpContext, refused.Problems);
                break;
            case BadHttpRequestException:
                await Refused.WriteAsync(httpContext, QueryMistake.In(httpContext) ?? HttpProblems.BadRequest("The request could not be understood."));
                break;
            case StorageUnavailableException storage:
                // The storage says in the log what it is, once.
                httpContext.Response.Headers.RetryAfter = "10";
                await Refused.WriteAsync(httpContext, [storage.MayBeKept ? HttpProblems.StorageUncertain(id) : HttpProblems.StorageUnavailable(id)]);
                break;
            case LaterFormatException later:
                LogLaterFormat(later.Message, httpContext.Request.Path);
                await Refused.WriteAsync(httpContext, DecisionProblems.Of(later));
                break;
            case OperationCanceledException when httpContext.RequestAborted.IsCancellationRequested:
                httpContext.Response.StatusCode = 499;
                break;
            default:
                LogUnexpected(exception, httpContext.Request.Method, httpContext.Request.Path, id);
                await Refused.WriteAsync(httpContext, [HttpProblems.Unexpected(500, id)]);
                break;
        }

        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Problem} ({Path})")]
    private partial void LogLaterFormat(string problem, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed unexpectedly (request {RequestId})")]
    private partial void LogUnexpected(Exception exception, string method, string path, string requestId);
}
