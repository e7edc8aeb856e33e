using Coop.Engine.Problems;

namespace Coop.Engine.ApiKeys;

public static class ApiKeyProblems
{
    public static Problem InvalidKey { get; } = new(
        "apiKey.invalid", ProblemKind.Unauthenticated, "Invalid API Key", "Send a key of your organisation in the header x-api-key. It may be missing, mistyped or revoked.");

    public static Problem ScopeMissing { get; } = new(
        "apiKey.scopeMissing", ProblemKind.Forbidden, "API key not allowed to do this", "This needs a key of scope ADMIN.");

    public static Problem NotFound(string id) => new(
        "apiKey.notFound", ProblemKind.NotFound, "API key not found", $"There is no active API key '{id}' in your organisation.");

    public static Problem NameRequired { get; } = new(
        "apiKey.nameRequired", ProblemKind.InvalidInput, "Invalid API key request", "Give the key a name of 1 to 100 characters that says what it is for.", "/name");

    public static Problem UnknownScope(string? given) => new(
        "apiKey.unknownScope", ProblemKind.InvalidInput, "Invalid API key request",
        $"The scope must be one of {string.Join(", ", WireNames.All<ApiKeyScope>())}{(given is null ? "" : $", not '{given}'")}.", "/scope");
}
