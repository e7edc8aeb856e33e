using System.Globalization;
using System.Text.Json;
using Coop.Engine;
using Coop.Engine.Integrations;
using Coop.Plugins.ConfigFile;
using Coop.Plugins.Context;
using Coop.Plugins.Loading;
using Coop.Plugins.Loading.DotNet;
using Coop.Plugins.Packages;
using Coop.Plugins.Processes.Connection;
using Coop.Plugins.Processes.Wire;
using Coop.Runner.Context;

namespace Coop.Runner.Serving;

/// <summary>Loads the integration the way the host loads one into its own process, and says what it is.</summary>
internal static class IntegrationLoad
{
    public static async Task<Action<Utf8JsonWriter>> RunAsync(
        Assignment assignment, InitializeParams parameters, ProcessConnection connection, HostConfigs configs, Action<LoadedIntegration> use)
    {
        var running = new RunningPlugin(TimeProvider.System, parameters.Package.Name);
        var surroundings = new PluginSurroundings(configs, new HostLoggers(connection), TimeProvider.System);
        var start = new PluginStart(Attempt(assignment, parameters), running, surroundings, Directory.GetCurrentDirectory());
        var attempt = await PluginThread.Run($"start {parameters.Package.Name}", start.Run).ConfigureAwait(false);
        if (attempt.Ended == IntegrationState.Faulted)
        {
            throw new WireException(Failed(attempt.Problems[^1], start.During));
        }

        var loaded = new LoadedIntegration(attempt.Started?.Signals ?? [], running, connection);
        use(loaded);
        running.Admit();
        return json => InitializeWriter.Write(json, attempt, loaded);
    }

    public static WireError Mismatch(string? host)
    {
        var upgrade = int.TryParse(host?.Split('.')[0], CultureInfo.InvariantCulture, out var major) && major > int.Parse(Protocol.Version.Split('.')[0], CultureInfo.InvariantCulture)
            ? "runner"
            : "host";
        return new WireError(
            ErrorCode.ProtocolMismatch,
            $"The host speaks protocol {(string.IsNullOrEmpty(host) ? "(none)" : host)}, this runner {Protocol.Version}. Upgrade the {upgrade}.",
            JsonText.ToElement(json =>
            {
                json.WriteStartObject();
                json.WriteString("host", host);
                json.WriteString("runner", Protocol.Version);
                json.WriteString("upgrade", upgrade);
                json.WriteEndObject();
            }));
    }

    private static LoadAttempt Attempt(Assignment assignment, InitializeParams parameters) => new()
    {
        // Where the entry stands only the host knows: paths are told from "config" on.
        Entry = new ConfigEntry
        {
            Path = "",
            Package = parameters.Package.Name,
            Config = parameters.Config.ValueKind == JsonValueKind.Object ? parameters.Config : JsonText.EmptyObject,
        },
        Package = new LocatedPackage
        {
            Runtime = IntegrationRuntime.DotNet,
            Root = assignment.PackageFolders.Count > 0 ? assignment.PackageFolders[0] : parameters.Package.Directory,
            CodeFolder = Path.GetDirectoryName(assignment.AssemblyFile)!,
            IsImmutable = true,
            BringsDependencies = assignment.PackageFolders.Count == 0,
            DependencyFolders = [.. assignment.PackageFolders.Skip(1)],
        },
        EntryPoint = new PluginEntryPoint(assignment.AssemblyFile, assignment.TypeName),
    };

    private static WireError Failed(IntegrationProblem problem, string during) => new(
        ErrorCode.LoadFailed,
        problem.Message,
        JsonText.ToElement(json =>
        {
            json.WriteStartObject();
            json.WriteString("phase", during == "CreateSignals" ? "createSignals" : "import");
            json.WriteString("problem", problem.Code);
            json.WriteEndObject();
        }));
}
