namespace Coop.Server.Errors;

/// <summary>The body of every refusal. The response's status is the first error's.</summary>
internal sealed record ErrorBody(IReadOnlyList<ErrorView> Errors);

/// <param name="Status">HTTP status of this error.</param>
/// <param name="Type">What sort of error, most specific first, such as <c>/errors/not-found</c>.</param>
/// <param name="Title">The refusal in a few words, the same for every case of its code.</param>
/// <param name="Code">Stable code, listed in docs/codes.md.</param>
/// <param name="Detail">What is wrong with this input and what to do.</param>
/// <param name="Pointer">JSON pointer into the request's body.</param>
/// <param name="RequestId">Give it to the operator: the logs carry it.</param>
/// <param name="Changed">What somebody else did to it meanwhile.</param>
internal sealed record ErrorView(
    int Status, IReadOnlyList<string> Type, string Title, string Code, string? Detail = null, string? Pointer = null, string? RequestId = null, ChangedView? Changed = null);

/// <param name="Version">The one it has now: sent as If-Match, it is replaced.</param>
/// <param name="By">Who changed it last; absent when that is not known.</param>
/// <param name="Members">What changed in it since it was read; empty when that is not known.</param>
internal sealed record ChangedView(string Version, DateTimeOffset? At, string? By, IReadOnlyList<string> Members);
