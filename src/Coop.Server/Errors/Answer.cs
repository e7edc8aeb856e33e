using Coop.Engine.Problems;

namespace Coop.Server.Errors;

/// <summary>From what a use case returned to an HTTP answer.</summary>
internal static class Answer
{
    public static IResult Ok<T>(Result<T> result) => result.TryGet(out var value) ? TypedResults.Ok(value) : new Refused(result.Problems);

    public static IResult Ok<T, TView>(Result<T> result, Func<T, TView> view) =>
        result.TryGet(out var value) ? TypedResults.Ok(view(value)) : new Refused(result.Problems);
}
