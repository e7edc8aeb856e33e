using System.Reflection;
using Coop.Engine.Editing;
using Coop.Engine.Problems;
using Microsoft.Net.Http.Headers;

namespace Coop.Server.Settings;

/// <summary>The version that a request makes its condition: a parameter of an endpoint.</summary>
/// <param name="Version">Null when it has no condition, or none but that there is one (<c>*</c>), which every operation on one does by itself; but <see cref="OfAny"/>.</param>
/// <param name="Mistake">Null when the header can be read.</param>
internal sealed record IfMatch(string? Version, Problem? Mistake) : IBindableFromHttpContext<IfMatch>
{
    public static ValueTask<IfMatch?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var given = context.Request.Headers.IfMatch;
        if (given.Count == 0)
        {
            return ValueTask.FromResult<IfMatch?>(new IfMatch(null, null));
        }

        return ValueTask.FromResult<IfMatch?>(
            !EntityTagHeaderValue.TryParseStrictList([.. given.OfType<string>()], out var tags) || tags.Count != 1 ? new IfMatch(null, SettingProblems.IfMatchUnreadable(given.ToString()))
            : tags[0].Equals(EntityTagHeaderValue.Any) ? new IfMatch(null, null) { IsAny = true }
            : tags[0].IsWeak ? new IfMatch(null, SettingProblems.IfMatchUnreadable(given.ToString()))
            : new IfMatch(tags[0].Tag.ToString().Trim('"'), null));
    }

    private bool IsAny { get; init; }

    /// <summary>The same where the operation makes one when there is none.</summary>
    public IfMatch OfAny() => IsAny ? this with { Version = SettingVersion.Any } : this;

    /// <summary>The same where the body may name the version, too.</summary>
    public IfMatch Beside(string? versionInBody) =>
        Mistake is null && Version is { } header && versionInBody is { } body && header != body ? new IfMatch(null, SettingProblems.TwoVersions(header, body)) : this;

    /// <summary>A refusal because of the version, where the header asked for it.</summary>
    public IReadOnlyList<Problem> Of(IReadOnlyList<Problem> problems) => Version is null
        ? problems
        : [.. problems.Select(problem => problem.Kind == ProblemKind.ConcurrentUpdate ? problem with { Kind = ProblemKind.PreconditionFailed } : problem)];
}
