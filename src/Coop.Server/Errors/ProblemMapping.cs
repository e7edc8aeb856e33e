using Coop.Engine.Problems;

namespace Coop.Server.Errors;

/// <summary>The one place where a kind of problem becomes a status and types.</summary>
internal static class ProblemMapping
{
    private const string InvalidInput = "/errors/invalid-user-input";
    private const string Conflict = "/errors/conflict";

    public static ErrorView View(Problem problem, string? requestId)
    {
        var (status, types) = Of(problem.Kind);
        var changed = problem.Meanwhile is { } meanwhile ? new ChangedView(meanwhile.Version, meanwhile.At, meanwhile.By, meanwhile.Members) : null;
        return new ErrorView(status, types, problem.Title, problem.Code, problem.Detail, problem.Pointer, requestId, changed);
    }

    private static (int Status, string[] Types) Of(ProblemKind kind) => kind switch
    {
        ProblemKind.InvalidInput => (400, [InvalidInput]),
        ProblemKind.DataInvalidForItemType => (400, ["/errors/data-invalid-for-item-type", InvalidInput]),
        ProblemKind.FieldRolesInvalidForItemType => (400, ["/errors/field-roles-invalid-for-item-type", InvalidInput]),
        ProblemKind.UnrecognizedItemType => (400, ["/errors/unrecognized-content-type", InvalidInput]),
        ProblemKind.InvalidMatchingValues => (400, ["/errors/invalid-matching-values", InvalidInput]),
        ProblemKind.NotFound => (404, ["/errors/not-found"]),
        ProblemKind.Conflict => (409, [Conflict]),
        ProblemKind.NameTaken => (409, ["/errors/unique-violation", Conflict]),
        ProblemKind.ConcurrentUpdate => (409, ["/errors/concurrent-update-conflict", Conflict]),
        ProblemKind.PreconditionFailed => (412, ["/errors/concurrent-update-conflict", Conflict]),
        ProblemKind.ProtectedDefault => (409, ["/errors/attempting-to-delete-default-user-type", Conflict]),
        ProblemKind.Unauthenticated => (401, ["/errors/authentication-failed-or-missing"]),
        ProblemKind.Forbidden => (403, ["/errors/authorization-failed"]),
        ProblemKind.TooLarge => (413, [InvalidInput]),
        ProblemKind.TooSlow => (408, [InvalidInput]),
        ProblemKind.Unavailable => (503, ["/errors/service-unavailable"]),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind without a status."),
    };
}
