using System.Text.Json;
using Coop.Engine.Integrations;
using Coop.Engine.Problems;
using Coop.Plugins.ConfigFile;
using Coop.Plugins.Processes.Wire;

namespace Coop.Plugins.Processes.Supervision;

/// <summary>What can go wrong with an integration that runs in a process of its own.</summary>
internal static class ProcessProblems
{
    public static StartFailure OtherProtocol(string? other)
    {
        var newer = int.TryParse(other?.Split('.')[0], out var major) && major > int.Parse(Protocol.Version.Split('.')[0], System.Globalization.CultureInfo.InvariantCulture);
        return new StartFailure(IntegrationState.Incompatible, new IntegrationProblem(
            IntegrationCodes.ProtocolMismatch,
            $"Its runner speaks protocol {other ?? "(none)"} and this host speaks {Protocol.Version}. Upgrade the {(newer ? "host" : "runner")}."));
    }

    /// <summary>The answer to <c>initialize</c> was an error.</summary>
    public static StartFailure Refused(WireError error)
    {
        var missing = ErrorCode.Member(error, "missingModule") is { ValueKind: JsonValueKind.String } module ? module.GetString() : null;
        var during = ErrorCode.Member(error, "phase") is { ValueKind: JsonValueKind.String } phase ? phase.GetString() : null;
        return error.Code switch
        {
            ErrorCode.ProtocolMismatch => new StartFailure(
                IntegrationState.Incompatible, new IntegrationProblem(IntegrationCodes.ProtocolMismatch, error.Message ?? "The runner speaks another protocol.")),
            ErrorCode.LoadFailed when ErrorCode.Member(error, "problem") is { ValueKind: JsonValueKind.String } problem => new StartFailure(
                IntegrationState.Faulted, new IntegrationProblem(ProblemCode.OfRunner(problem.GetString()!), error.Message ?? "It does not say why.")),
            ErrorCode.LoadFailed when missing is not null => new StartFailure(IntegrationState.Faulted, new IntegrationProblem(
                IntegrationCodes.MissingModule,
                $"It needs the module {missing}, which cannot be found. {error.Message} Install the package with its dependencies (coop add), or if you are its author, list it in \"dependencies\".")),
            ErrorCode.LoadFailed => new StartFailure(IntegrationState.Faulted, new IntegrationProblem(
                IntegrationCodes.Threw, $"{(during == "createSignals" ? "createSignals" : "Importing it")} threw: {error.Message}")),
            _ => new StartFailure(IntegrationState.Faulted, new IntegrationProblem(IntegrationCodes.LoadFailed, $"Its runner refused to start it: {error.Message}")),
        };
    }

    /// <summary>What a runner found wrong with its integration. Where the entry stands in its file only the host knows.</summary>
    public static IntegrationProblem Said(WireProblem problem, ConfigEntry entry) => problem.Code == "entry.config"
        ? Loading.LoadProblems.ConfigRefused(entry, $"{entry.Path}.{problem.Path ?? "config"}", problem.Message)
        : new IntegrationProblem(
            problem.Code is { } code ? ProblemCode.OfRunner(code) : IntegrationCodes.Invalid, problem.Message ?? "The runner does not say what is wrong.", problem.Path);

    public static StartFailure BrokeProtocol(string why) =>
        new(IntegrationState.Faulted, new IntegrationProblem(IntegrationCodes.BrokeProtocol, $"Its runner does not keep to the protocol (docs/protocol.md): {why}"));

    public static StartFailure EndedWhileStarting(int code, string tail) =>
        new(IntegrationState.Faulted, new IntegrationProblem(IntegrationCodes.EndedWhileStarting, $"Its process ended while starting: {ExitInWords(code, tail)}"));

    public static IntegrationProblem TimedOut(TimeSpan limit, string entryPath) => Loading.LoadProblems.TimedOut("starting its process", limit, entryPath);

    public static IntegrationProblem Quarantined(int times, string last, TimeSpan wait) => new(
        IntegrationCodes.Quarantined,
        $"Its process ended {times} times in short order; the last time because {last} It is tried again in {wait.TotalSeconds:0} seconds; to try at once, reload.");

    public static string ExitInWords(int code, string tail)
    {
        // A shell's way of saying that a signal ended it, which is how .NET tells it, too.
        var how = code > 128 ? $"it was ended by signal {code - 128}{(code == 137 ? " (killed, perhaps for using too much memory)" : code == 134 ? " (aborted, perhaps out of memory)" : "")}."
            : code == 0 ? "it left by itself (exit code 0)."
            : $"it exited with code {code}.";
        return tail.Length == 0 ? how : $"{how} The last it wrote: {(tail.Length > 600 ? $"…{tail[^600..]}" : tail)}";
    }
}
