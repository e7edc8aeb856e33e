namespace Coop.Engine.Problems;

/// <summary>An expected refusal. Its code is stable and listed in docs/codes.md; its kind decides the HTTP status.</summary>
/// <param name="Code">Stable, <c>area.reason</c>.</param>
/// <param name="Kind">What sort of refusal.</param>
/// <param name="Title">The refusal in a few words, the same for every case of the code.</param>
/// <param name="Detail">What is wrong with this input and what to do.</param>
/// <param name="Pointer">JSON pointer into the input.</param>
public sealed record Problem(string Code, ProblemKind Kind, string Title, string? Detail = null, string? Pointer = null)
{
    /// <summary>Of a ConcurrentUpdate: what somebody else did.</summary>
    public Meanwhile? Meanwhile { get; init; }

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
}
