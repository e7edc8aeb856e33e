using System.ComponentModel;
using Coop.Engine.Problems;

namespace Coop.Engine.Integrations;

[DisplayName("Loading an integration")]
public static class IntegrationCodes
{
    public static ProblemCode AmbiguousPackage { get; } = new(
        "integration.ambiguous-package",
        "More than one thing answers to the name.",
        "Write `nuget:`, `npm:` or a path, as the message shows.");

    public static ProblemCode BrokeProtocol { get; } = new(
        "integration.broke-protocol",
        "Its runner does not keep to the protocol.",
        "Authors of runners compare it with [the protocol](protocol.md).");

    public static ProblemCode ConfigRefused { get; } = new("integration.config-refused", "The integration refuses the entry's `config`.", "Correct the member it names.");

    public static ProblemCode EndedWhileStarting { get; } = new(
        "integration.ended-while-starting",
        "Its process ended while it started.",
        "Read the last lines of its log in the message.");

    public static ProblemCode IncompatibleContract { get; } = new(
        "integration.incompatible-contract",
        "It needs another version of the contract than this server speaks.",
        "Upgrade what the message names.");

    public static ProblemCode Invalid { get; } = new("integration.invalid", "The runner refused it and gave no code.", "Read the message.");

    public static ProblemCode LinkOutside { get; } = new(
        "integration.link-outside",
        "A link in the package leads out of it (Node).",
        "Put the file itself there, or remove the link.");

    public static ProblemCode LoadFailed { get; } = new(
        "integration.load-failed",
        "Loading failed unexpectedly.",
        "Read the message; report it if it is no fault of the package.");

    public static ProblemCode LogoNotFound { get; } = new(
        "integration.logo-not-found",
        "The integration brings no such logo.",
        "Nothing to do; pages show its name instead.");

    public static ProblemCode MissingAssembly { get; } = new(
        "integration.missing-assembly",
        "It needs a library that is not in its package.",
        "Install it with its dependencies; authors publish with them.");

    public static ProblemCode MissingModule { get; } = new(
        "integration.missing-module",
        "It needs a module that is not installed.",
        "Install the package with its dependencies.");

    public static ProblemCode NewerContract { get; } = new(
        "integration.newer-contract",
        "It is built against a newer contract; it runs all the same.",
        "Upgrade the server if it misbehaves.");

    public static ProblemCode NoAssembly { get; } = new(
        "integration.no-assembly",
        "The package holds no assembly for this server.",
        "Install another version, or build the project.");

    public static ProblemCode NotAPackage { get; } = new("integration.not-a-package", "The file is no package.", "Install it again.");

    public static ProblemCode NotAnIntegration { get; } = new(
        "integration.not-an-integration",
        "Nothing in the package says that it is an integration.",
        "Authors add `[assembly: CoopIntegration]`.");

    public static ProblemCode NotFound { get; } = new(
        "integration.not-found",
        "The package is not where the entry says.",
        "Install it as the message shows, or correct the entry.");

    public static ProblemCode PackageName { get; } = new("integration.package-name", "The entry's `package` cannot be a package.", "Correct it.");

    public static ProblemCode PluginType { get; } = new(
        "integration.plugin-type",
        "The class the package names cannot be created.",
        "Authors make it public with a public parameterless constructor.");

    public static ProblemCode ProtocolMismatch { get; } = new(
        "integration.protocol-mismatch",
        "Its runner speaks another version of the protocol.",
        "Upgrade what the message names.");

    public static ProblemCode Quarantined { get; } = new(
        "integration.quarantined",
        "Its process ended too often in short order.",
        "Wait, or reload to try at once; tell its author.");

    public static ProblemCode RuntimeMissing { get; } = new("integration.runtime-missing", "It needs a runtime this machine has not.", "Install what the message names.");

    public static ProblemCode StartTimedOut { get; } = new(
        "integration.start-timed-out",
        "It did not start in time.",
        "Raise `limits.startTimeoutMs` of its entry if it is only slow.");

    public static ProblemCode Threw { get; } = new("integration.threw", "It threw while starting.", "Read its message; tell its author.");

    public static ProblemCode Unknown { get; } = new("integration.unknown", "No installed integration has this id.", "See `/api/v1/admin/integrations`.");

    public static ProblemCode UnreadableAssembly { get; } = new("integration.unreadable-assembly", "An assembly cannot be read.", "Build or install the package again.");

    public static ProblemCode UnsafePackage { get; } = new("integration.unsafe-package", "The package holds paths that lead out of it.", "Do not use it.");
}
