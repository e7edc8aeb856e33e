using Coop.Engine.Integrations;
using Coop.Plugins.ConfigFile;
using Coop.Plugins.Context;
using Coop.Plugins.Loading;
using Coop.Plugins.Processes.Supervision;

namespace Coop.Plugins.Processes.Node;

/// <summary>Runs Node integrations, each in a process of its own.</summary>
internal sealed class NodeRuntime(PluginSurroundings surroundings, RunFolders folders, TimeSpan startTimeout, ProcessLimits limits, string? executable) : IIntegrationRuntime
{
    public bool Runs(IntegrationRuntime runtime, Isolation isolation) => runtime == IntegrationRuntime.Node;

    /// <summary>Everything of a Node package is known only by running it.</summary>
    public LoadAttempt Verify(LoadAttempt attempt) => attempt;

    public async Task<LoadAttempt> StartAsync(LoadAttempt attempt, CancellationToken cancellationToken)
    {
        var node = await NodeInstallation.FindAsync(executable).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (node is not { IsNewEnough: true })
        {
            return attempt.End(IntegrationState.RuntimeMissing, Missing(node, attempt.Entry));
        }

        var start = new ProcessStart(surroundings, limits, attempt.Entry.Limits.StartTimeout ?? startTimeout);
        return await start.RunAsync(attempt, folders.New(), folder =>
        {
            var launch = new NodeLaunch(node, attempt.Package!.Root, attempt.Entry.Permissions, attempt.Entry.Limits.MemoryMb ?? limits.MemoryMb, folder);
            return (launch.Make(), launch.Root);
        }, cancellationToken).ConfigureAwait(false);
    }

    private static IntegrationProblem Missing(NodeInstallation? node, ConfigEntry entry)
    {
        var path = $"{entry.Path}.package";
        var found = node is null
            ? $"and there is no node on this host's PATH ({NodeInstallation.EnvironmentVariable} can name another)"
            : $"and {node.Executable} is Node {node.Version}";
        return new IntegrationProblem(
            "integration.runtimeMissing", entry.Locate(path, $"This is a Node integration {found}. It needs {NodeInstallation.Needed}. Install it, or set \"enabled\": false."), path);
    }
}
