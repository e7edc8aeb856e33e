using System.ComponentModel;
using Coop.Engine.Problems;

namespace Coop.Engine.Integrations;

[DisplayName("An organisation's configuration of an integration")]
internal static class IntegrationConfigCodes
{
    public static ProblemCode CheckFailed { get; } = new(
        "integration-config.check-failed",
        "The integration failed, or took too long, while it checked the configuration. Nothing was saved.",
        "Try again; if it stays, tell the integration's author.");

    public static ProblemCode InvalidField { get; } = new("integration-config.invalid-field", "A value does not fit its field.", "Correct the field the pointer names.");

    public static ProblemCode MissingField { get; } = new("integration-config.missing-field", "A required field has no value.", "Give it.");

    public static ProblemCode NoConnectionTest { get; } = new(
        "integration-config.no-connection-test",
        "The integration offers no connection test.",
        "Save the configuration and run one of its signals.");

    public static ProblemCode NotAnObject { get; } = new("integration-config.not-an-object", "A configuration is a JSON object.", "Send one.");

    public static ProblemCode NotFound { get; } = new("integration-config.not-found", "Nothing is saved.", "Nothing to do.");

    public static ProblemCode Refused { get; } = new("integration-config.refused", "The integration itself refuses the configuration.", "Do what its message says.");

    public static ProblemCode TooLarge { get; } = new("integration-config.too-large", "A configuration may have 256 KiB.", "Save less.");

    public static ProblemCode UnknownKey { get; } = new(
        "integration-config.unknown-key",
        "The integration has no such field.",
        "Correct the key; see the integration's `configurationFields`.");
}
