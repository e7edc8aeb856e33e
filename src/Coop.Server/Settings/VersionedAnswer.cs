using Coop.Engine.Editing;
using Coop.Engine.Problems;
using Coop.Server.Errors;
using Microsoft.Net.Http.Headers;

namespace Coop.Server.Settings;

/// <summary>Answers that tell the version of a setting.</summary>
internal static class VersionedAnswer
{
    public static IResult Of<T, TView>(Result<Versioned<T>> result, Func<Versioned<T>, TView> view) =>
        result.TryGet(out var setting) ? new WithETag(setting.Version, TypedResults.Ok(view(setting))) : Refused(result.Problems);

    public static IResult Created<T, TView>(Result<Versioned<T>> result, Func<Versioned<T>, TView> view, string location) =>
        result.TryGet(out var setting) ? new WithETag(setting.Version, TypedResults.Created(location, view(setting))) : Refused(result.Problems);

    /// <summary>What a change under a condition came to.</summary>
    public static async Task<IResult> OfAsync<T, TView>(this IfMatch condition, Func<string?, Task<Result<Versioned<T>>>> change, Func<Versioned<T>, TView> view)
    {
        if (condition.Mistake is { } mistake)
        {
            return Refused([mistake]);
        }

        var changed = await change(condition.Version);
        return changed.TryGet(out _) ? Of(changed, view) : Refused(condition.Of(changed.Problems));
    }

    /// <summary>What a removal under a condition came to.</summary>
    public static async Task<IResult> NoContentAsync<T>(this IfMatch condition, Func<string?, Task<Result<T>>> remove)
    {
        if (condition.Mistake is { } mistake)
        {
            return Refused([mistake]);
        }

        var removed = await remove(condition.Version);
        return removed.TryGet(out _) ? TypedResults.NoContent() : Refused(condition.Of(removed.Problems));
    }

    /// <summary>Also of the version that somebody else made it, where that is why.</summary>
    public static IResult Refused(IReadOnlyList<Problem> problems) => problems.Select(problem => problem.Meanwhile).FirstOrDefault(meanwhile => meanwhile is not null) is { } now
        ? new WithETag(now.Version, new Refused(problems))
        : new Refused(problems);

    private sealed class WithETag(string version, IResult answer) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers[HeaderNames.ETag] = $"\"{version}\"";
            return answer.ExecuteAsync(httpContext);
        }
    }
}
