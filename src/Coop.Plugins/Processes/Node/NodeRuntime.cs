using Coop.Engine.Integrations;
using Coop.Plugins.ConfigFile;
using Coop.Plugins.Context;
using Coop.Plugins.Loading;
using Coop.Plugins.Loading.Checks;
using Coop.Plugins.Processes.Starting;
using Coop.Plugins.Processes.Supervision;

namespace Coop.Plugins.Processes.Node;

/// <summary>Runs Node integrations, each in a process of its own.</summary>
internal sealed class NodeRuntime(PluginSurroundings surroundings, RunFolders folders, TimeSpan startTimeout, ProcessLimits limits, string? executable) : IIntegrationRuntime
{
    public bool Runs(IntegrationRuntime runtime, Isolation isolation) => runtime == IntegrationRuntime.Node;

    /// <summary>What a Node package says of itself is known only by running it.</summary>
    public LoadAttempt Verify(LoadAttempt attempt)
    {
        if (PackageLinks.FindEscaping(RealPath.Of(attempt.Package!.Root)) is not { } link)
        {
            return attempt;
        }

        var path = $"{attempt.Entry.Path}.package";
        return attempt.End(IntegrationState.Invalid, new IntegrationProblem(
            IntegrationCodes.LinkOutside,
            attempt.Entry.Locate(path, $"{link} is a link that leads out of the package, so that the package could read what it may not. Put the file itself there, or remove the link."),
            path));
    }

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
            IntegrationCodes.RuntimeMissing, entry.Locate(path, $"This is a Node integration {found}. It needs {NodeInstallation.Needed}. Install it, or set \"enabled\": false."), path);
    }
}
