using Coop.Engine.Problems;

namespace Coop.Engine.ApiKeys;

public static class ApiKeyProblems
{
    public static Problem InvalidKey { get; } = new(
        ApiKeyCodes.Invalid, ProblemKind.Unauthenticated, "Invalid API Key", "Send a key of your organisation in the header x-api-key. It may be missing, mistyped or revoked.");

    public static Problem ScopeMissing { get; } = new(
        ApiKeyCodes.ScopeMissing, ProblemKind.Forbidden, "API key not allowed to do this", "This needs a key of scope ADMIN.");
}
