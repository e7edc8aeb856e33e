using System.Globalization;
using Coop.Engine.Problems;

namespace Coop.Server.Errors;

/// <summary>Answers with an error body.</summary>
internal sealed class Refused(IReadOnlyList<Problem> problems) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, problems);

    public static Task WriteAsync(HttpContext context, params IReadOnlyList<Problem> problems)
    {
        if (problems[0].RetryAfter is { } after)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(after.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return WriteAsync(context, [.. problems.Select(problem => ProblemMapping.View(problem, context.TraceIdentifier))]);
    }

    public static Task WriteAsync(HttpContext context, IReadOnlyList<ErrorView> errors)
    {
        context.Response.StatusCode = errors[0].Status;
        if (errors[0].Status == StatusCodes.Status408RequestTimeout && HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            // The rest of the body would have to be waited for before the connection can be used again.
            context.Response.Headers.Connection = "close";
        }

        return context.Response.WriteAsJsonAsync(new ErrorBody(errors), context.RequestAborted);
    }
}
