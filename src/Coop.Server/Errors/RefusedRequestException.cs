using Coop.Engine.Problems;

namespace Coop.Server.Errors;

/// <summary>Ends a request before its use case runs: whatever binds a parameter can only throw.</summary>
internal sealed class RefusedRequestException(IReadOnlyList<Problem> problems) : BadHttpRequestException(problems[0].Title)
{
    public IReadOnlyList<Problem> Problems => problems;
}
