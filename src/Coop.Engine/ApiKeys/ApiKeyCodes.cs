using System.ComponentModel;
using Coop.Engine.Problems;

namespace Coop.Engine.ApiKeys;

[DisplayName("API keys")]
internal static class ApiKeyCodes
{
    public static ProblemCode Invalid { get; } = new(
        "api-key.invalid",
        "The header `x-api-key` is missing, mistyped, or its key is revoked.",
        "Send a key of your organisation.");

    public static ProblemCode ScopeMissing { get; } = new("api-key.scope-missing", "The key may not do this.", "Use a key of scope ADMIN.");
}
