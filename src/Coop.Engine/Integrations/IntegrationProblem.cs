using Coop.Engine.Problems;

namespace Coop.Engine.Integrations;

/// <summary>One thing wrong with an entry, its package, its manifest or its signals.</summary>
public sealed record IntegrationProblem
{
    /// <param name="code">Which problem it is.</param>
    /// <param name="message">What is wrong, where, and what to do; safe to show to an admin.</param>
    /// <param name="path">JSON path in the config file (<c>$.integrations[2].package</c>) or member of the manifest (<c>manifest.signalTypeIds</c>).</param>
    /// <param name="isWarning">True when the integration runs all the same.</param>
    public IntegrationProblem(ProblemCode code, string message, string? path = null, bool isWarning = false) =>
        (Code, Message, Path, IsWarning) = (code.Name, message, path, isWarning);

    /// <summary>Stable, <c>area.reason</c>; listed in docs/codes.md.</summary>
    public string Code { get; }

    public string Message { get; init; }

    public string? Path { get; init; }

    public bool IsWarning { get; init; }
}
