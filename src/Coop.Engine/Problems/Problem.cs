namespace Coop.Engine.Problems;

/// <summary>An expected refusal.</summary>
public sealed record Problem
{
    /// <param name="code">Which refusal it is.</param>
    /// <param name="kind">What sort of refusal; it decides the HTTP status.</param>
    /// <param name="title">The refusal in a few words, the same for every case of the code.</param>
    /// <param name="detail">What is wrong with this input and what to do.</param>
    /// <param name="pointer">JSON pointer into the input.</param>
    public Problem(ProblemCode code, ProblemKind kind, string title, string? detail = null, string? pointer = null) =>
        (Declared, Kind, Title, Detail, Pointer) = (code, kind, title, detail, pointer);

    /// <summary>Stable, <c>area.reason</c>; listed in docs/codes.md.</summary>
    public string Code => Declared.Name;

    internal ProblemCode Declared { get; }

    public ProblemKind Kind { get; init; }

    public string Title { get; }

    public string? Detail { get; init; }

    public string? Pointer { get; init; }

    /// <summary>Of a ConcurrentUpdate: what somebody else did.</summary>
    public Meanwhile? Meanwhile { get; init; }

    /// <summary>Of an Unavailable: when it is worth trying again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The same problem, found inside a larger input.</summary>
    public Problem Under(string pointer) => this with { Pointer = pointer + Pointer };
}

public enum ProblemKind
{
    InvalidInput,
    DataInvalidForItemType,
    FieldRolesInvalidForItemType,
    UnrecognizedItemType,
    InvalidMatchingValues,
    NotFound,
    Conflict,
    NameTaken,
    ConcurrentUpdate,

    /// <summary>The same, where the request made the version its condition.</summary>
    PreconditionFailed,
    ProtectedDefault,
    Unauthenticated,
    Forbidden,
    TooLarge,

    /// <summary>It did not come whole in the time it may take.</summary>
    TooSlow,

    /// <summary>Not now; later it may be possible.</summary>
    Unavailable,
}
