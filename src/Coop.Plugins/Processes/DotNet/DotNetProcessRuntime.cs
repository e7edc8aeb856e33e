using Coop.Engine.Integrations;
using Coop.Plugins.ConfigFile;
using Coop.Plugins.Context;
using Coop.Plugins.Loading;
using Coop.Plugins.Loading.DotNet;
using Coop.Plugins.Processes.Starting;
using Coop.Plugins.Processes.Supervision;

namespace Coop.Plugins.Processes.DotNet;

/// <summary>Runs .NET integrations whose entry says <c>"isolation": "process"</c>, each in a process of its own.</summary>
internal sealed class DotNetProcessRuntime(PluginSurroundings surroundings, RunFolders folders, TimeSpan startTimeout, ProcessLimits limits) : IIntegrationRuntime
{
    public bool Runs(IntegrationRuntime runtime, Isolation isolation) => runtime == IntegrationRuntime.DotNet && isolation == Isolation.Process;

    public LoadAttempt Verify(LoadAttempt attempt) => DotNetVerification.Run(attempt);

    public async Task<LoadAttempt> StartAsync(LoadAttempt attempt, CancellationToken cancellationToken)
    {
        var entry = attempt.Entry;
        if (DotNetInstallation.Executable is not { } dotnet || !File.Exists(DotNetInstallation.Runner))
        {
            return attempt.End(IntegrationState.RuntimeMissing, Missing(entry));
        }

        var workFolder = folders.New();
        var launch = new DotNetLaunch(dotnet, attempt, entry.Limits.MemoryMb ?? limits.MemoryMb, workFolder);
        var start = new ProcessStart(surroundings, limits, entry.Limits.StartTimeout ?? startTimeout);
        return await start.RunAsync(attempt, workFolder, _ => (launch.Make(), attempt.Package!.Root), cancellationToken).ConfigureAwait(false);
    }

    private static IntegrationProblem Missing(ConfigEntry entry)
    {
        var path = $"{entry.Path}.isolation";
        var why = DotNetInstallation.Executable is null
            ? "there is no dotnet on this host's PATH. Install the ASP.NET Core runtime 10"
            : $"the runner is not at {DotNetInstallation.Runner}. Install this host again";
        return new IntegrationProblem(
            IntegrationCodes.RuntimeMissing, entry.Locate(path, $"It is to run in a process of its own, and {why}, remove \"isolation\", or set \"enabled\": false."), path);
    }
}
