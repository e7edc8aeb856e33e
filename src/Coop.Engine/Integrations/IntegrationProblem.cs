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
        (Declared, Message, Path, IsWarning) = (code, message, path, isWarning);

    /// <summary>Stable, <c>area.reason</c>; listed in docs/codes.md.</summary>
    public string Code => Declared.Name;

    private ProblemCode Declared { get; }

    public string Message { get; init; }

    public string? Path { get; init; }

    public bool IsWarning { get; init; }

    /// <summary>The author's own words in the message, for whoever puts others around them; null when it has none, or only those.</summary>
    public string? AuthorsWords { get; init; }

    /// <summary>A refusal of the whole file, where whoever looks at it wants to see what is wrong and not to be refused.</summary>
    public static IntegrationProblem Of(Problem refusal) => new(refusal.Declared, refusal.Detail ?? refusal.Title, refusal.Pointer);

    /// <summary>The same as the answer to somebody who asked for what it makes impossible.</summary>
    public Problem AsRefusal(string title) => new(Declared, ProblemKind.InvalidInput, title, Message, Path);
}
